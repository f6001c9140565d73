/** The probes of a case, in either of their two forms. */
import { gridSizeOf, isIndex } from "../../case/probe-list.ts";
import type { Metrics, ProbeSurface } from "../../case/schemas.ts";
import { symmetricLimit } from "../scales/linear.ts";
import { type Probe, readProbeList } from "./probe-list.ts";
import { counted } from "./numbers.ts";
import { absent, type Part, present } from "./part.ts";

/** A probe that lies on the grid. */
export interface ProbeCell extends Probe {
  readonly row: number;
  readonly col: number;
}

/** The probes of one setting: those of a grid form one group, the engine's one for each axis and value. */
export interface ProbeGroup {
  /** `brightness at 0.8`; undefined where the case names no axis. */
  readonly setting: string | undefined;
  /** The probes on the grid; if a cell has several, the last one. */
  readonly cells: readonly ProbeCell[];
}

export interface ProbesModel {
  readonly surface: ProbeSurface;
  /** In the order of the case. */
  readonly probes: readonly Probe[];
  /** Cells on each side of the grid; 0 if unknown. */
  readonly gridSize: number;
  readonly groups: readonly ProbeGroup[];
  /** Distances from zero that the ends of the two scales stand for. */
  readonly limits: { readonly esi: number; readonly drift: number };
  /** Why the map is not drawn; undefined when it is. */
  readonly noMap: string | undefined;
  readonly notes: readonly string[];
}

/** A finer grid has cells too small to see, and a map of it costs memory for nothing. */
const FINEST_GRID = 512;

/**
 * The probe surface, or the sentence that says that the case has no probes.
 *
 * @param configured the grid size that the manifest's configuration states
 */
export function readProbes(metrics: Metrics | undefined, configured?: number): Part<ProbesModel> {
  const surface = metrics?.probe_surface;
  if (surface === undefined) return absent("The case has no probe surface.");
  const probes = readProbeList(surface);
  const gridSize = gridSizeOf(surface.grid_size, probes);
  const onGrid = probes.flatMap((probe) => cellOf(probe, gridSize));
  const groups = groupsOf(onGrid);
  const cells = groups.flatMap((group) => group.cells);
  return present({
    surface,
    probes,
    gridSize,
    groups,
    limits: {
      esi: symmetricLimit(cells.flatMap(({ delta_esi: delta }) => delta ?? [])),
      drift: symmetricLimit(cells.flatMap(({ delta_drift: delta }) => delta ?? [])),
    },
    noMap: reasonForNoMap(gridSize, cells.length),
    notes: [
      ...gridNotes(surface.grid_size, gridSize, configured),
      ...probeNotes(surface, probes, { gridSize, onGrid: onGrid.length, cells: cells.length }),
    ],
  });
}

function cellOf(probe: Probe, gridSize: number): ProbeCell[] {
  const { row, col } = probe;
  if (!isIndex(row) || !isIndex(col) || row >= gridSize || col >= gridSize) return [];
  return [{ ...probe, row, col }];
}

function groupsOf(cells: readonly ProbeCell[]): ProbeGroup[] {
  const groups = new Map<string | undefined, Map<string, ProbeCell>>();
  for (const cell of cells) {
    const group = groups.get(cell.setting) ?? new Map<string, ProbeCell>();
    groups.set(cell.setting, group);
    group.set(`${cell.row} ${cell.col}`, cell);
  }
  return [...groups].map(([setting, group]) => ({ setting, cells: [...group.values()] }));
}

function reasonForNoMap(gridSize: number, cells: number): string | undefined {
  if (cells === 0) return "The case has no probes on its grid, so there is no map to draw.";
  if (gridSize > FINEST_GRID) {
    return `A grid of ${gridSize} × ${gridSize} is too fine to draw; its statistics follow.`;
  }
  return undefined;
}

interface Counts {
  readonly gridSize: number;
  readonly onGrid: number;
  readonly cells: number;
}

/** How the size was found, where the probe surface does not state it. */
function gridNotes(
  stated: number | undefined,
  gridSize: number,
  configured: number | undefined,
): string[] {
  if (gridSize === 0 || stated === gridSize) return [];
  const found = `the ${gridSize} × ${gridSize} grid is what its probes name`;
  if (stated !== undefined) return [`The probe surface states a grid size of ${stated}: ${found}.`];
  if (configured === gridSize) return [];
  return [`The probe surface does not state the size of its grid: ${found}.`];
}

function probeNotes(
  { total_probes: total }: ProbeSurface,
  probes: readonly Probe[],
  { gridSize, onGrid, cells }: Counts,
): string[] {
  const notes: string[] = [];
  const grid = `${gridSize} × ${gridSize} grid`;
  const outside = probes.length - onGrid;
  if (outside > 0) {
    notes.push(`${counted(outside, "probe")} outside the ${grid}: in the table, not on the map.`);
  }
  if (onGrid > cells) {
    const repeated = counted(onGrid - cells, "cell value");
    notes.push(`${repeated} repeated: the map shows the last for each cell.`);
  }
  if (total !== undefined && total !== probes.length) {
    notes.push(`The case counts ${counted(total, "probe")} in all and lists ${probes.length}.`);
  }
  return notes;
}
