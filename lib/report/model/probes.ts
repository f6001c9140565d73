import type { Metrics } from "../../case/schemas.ts";
import { symmetricLimit } from "../scales/linear.ts";
import { counted } from "./numbers.ts";
import { absent, type Part, present } from "./part.ts";

type ProbeSurface = NonNullable<Metrics["probe_surface"]>;
export type Probe = ProbeSurface["probes"][number];

export interface ProbesModel {
  readonly surface: ProbeSurface;
  /** Cells on each side of the grid. */
  readonly gridSize: number;
  /** The probes that lie on the grid, the last one where a cell has several. */
  readonly cells: readonly Probe[];
  /** Distances from zero that the ends of the two scales stand for. */
  readonly limits: { readonly esi: number; readonly drift: number };
  /** Why the map is not drawn; undefined when it is. */
  readonly noMap: string | undefined;
  readonly notes: readonly string[];
}

/** A finer grid has cells too small to see, and a map of it costs memory for nothing. */
const FINEST_GRID = 512;

/** The probe surface, or the sentence that says there is none. */
export function readProbes(metrics: Metrics): Part<ProbesModel> {
  const surface = metrics.probe_surface;
  if (surface === undefined) return absent("The case has no probe surface.");
  const gridSize = surface.grid_size;
  const onGrid = surface.probes.filter(({ row, col }) => row < gridSize && col < gridSize);
  const cells = [
    ...new Map(onGrid.map((probe) => [probe.row * gridSize + probe.col, probe])).values(),
  ];
  return present({
    surface,
    gridSize,
    cells,
    limits: {
      esi: symmetricLimit(cells.map((probe) => probe.delta_esi)),
      drift: symmetricLimit(cells.map((probe) => probe.delta_drift)),
    },
    noMap: reasonForNoMap(gridSize, cells.length),
    notes: probeNotes(surface, onGrid.length, cells.length),
  });
}

function reasonForNoMap(gridSize: number, cells: number): string | undefined {
  if (cells === 0) return "The case has no probes on its grid, so there is no map to draw.";
  if (gridSize > FINEST_GRID) {
    return `A grid of ${gridSize} × ${gridSize} is too fine to draw; its statistics follow.`;
  }
  return undefined;
}

function probeNotes(surface: ProbeSurface, onGrid: number, cells: number): string[] {
  const { grid_size: gridSize, probes, total_probes: total } = surface;
  const notes: string[] = [];
  const outside = probes.length - onGrid;
  if (outside > 0) {
    notes.push(
      `${counted(outside, "probe")} outside the ${gridSize} × ${gridSize} grid: in the table, not on the map.`,
    );
  }
  if (onGrid > cells) {
    notes.push(
      `${counted(onGrid - cells, "cell value")} repeated: the map shows the last for each cell.`,
    );
  }
  if (total !== probes.length) {
    notes.push(
      `The case counts ${counted(total, "probe")} in all and lists ${String(probes.length)}.`,
    );
  }
  return notes;
}
