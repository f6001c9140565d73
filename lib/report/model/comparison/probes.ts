/** The probes of two cases on common colour scales. */
import { excerpt } from "../excerpt.ts";
import { type ProbeMap, probeMaps } from "../probe-maps.ts";
import type { ProbeCell, ProbesModel } from "../probes.ts";
import { type ColumnOf, type TableContent, tableOf } from "../tables/content.ts";
import { figureColumns } from "./axis-tables.ts";
import { divided, type Match, matched, type Pair } from "./pair.ts";

/** The maps of one setting, which both cases have. */
export interface ComparedSetting {
  /** `brightness at 0.8`; undefined where the cases name no axis. */
  readonly setting: string | undefined;
  readonly maps: readonly [esi: Pair<ProbeMap>, drift: Pair<ProbeMap>];
  readonly cells: readonly Match<ProbeCell>[];
}

export interface ComparedProbes {
  readonly settings: readonly ComparedSetting[];
  /** Whether the cells of both are the same parts of the image. */
  readonly sameGrid: boolean;
  readonly notes: readonly string[];
}

/** Undefined where a case has no probes on a grid. */
export function comparedProbes({ a, b }: Match<ProbesModel>): ComparedProbes | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.noMap !== undefined || b.noMap !== undefined) return undefined;
  const limits = {
    esi: Math.max(a.limits.esi, b.limits.esi),
    drift: Math.max(a.limits.drift, b.limits.drift),
  };
  const sides = { a: settingsOf(a, limits), b: settingsOf(b, limits) };
  const { both, onlyA, onlyB } = divided(matched(sides, ({ setting }) => setting ?? ""));
  const sameGrid = a.gridSize === b.gridSize;
  return {
    settings: both.map(comparedSetting),
    sameGrid,
    notes: [
      ...(sameGrid ? [] : [gridWords(a, b)]),
      ...settingsNote("A", onlyA),
      ...settingsNote("B", onlyB),
    ],
  };
}

interface Setting {
  readonly setting: string | undefined;
  readonly esi: ProbeMap;
  readonly drift: ProbeMap;
}

function settingsOf(probes: ProbesModel, limits: ProbesModel["limits"]): Setting[] {
  return probeMaps({ ...probes, limits }).map(([esi, drift], index) => ({
    setting: probes.groups[index]?.setting,
    esi,
    drift,
  }));
}

function comparedSetting({ a, b }: Pair<Setting>): ComparedSetting {
  const cells = { a: a.esi.cells, b: b.esi.cells };
  return {
    setting: a.setting,
    maps: [
      { a: a.esi, b: b.esi },
      { a: a.drift, b: b.drift },
    ],
    cells: matched(cells, ({ row, col }) => `${row} ${col}`),
  };
}

function gridWords({ gridSize: a }: ProbesModel, { gridSize: b }: ProbesModel): string {
  return (
    `The grids are unlike: ${a} × ${a} cells in A, ${b} × ${b} in B. A cell of one is not a cell of the other, ` +
    "so no differences are shown."
  );
}

function settingsNote(side: string, settings: readonly Setting[]): string[] {
  if (settings.length === 0) return [];
  const names = settings.slice(0, 12).map(({ setting }) => excerpt(setting ?? "not stated", 60));
  const left = settings.length - names.length;
  const more = left === 0 ? "" : ` and ${left} more`;
  return [`Perturbations of the probes only in ${side}: ${names.join(", ")}${more}.`];
}

/** The cells of a setting, the largest difference of ΔESI first. */
export function comparedCellsTable({ cells }: ComparedSetting): TableContent {
  const rows = cells.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  const columns = [
    placeColumn("Row", ({ row }) => row),
    placeColumn("Column", ({ col }) => col),
    ...cellColumns("ΔESI", "delta_esi"),
    ...cellColumns("Δdrift", "delta_drift"),
  ];
  return {
    caption: "Every cell that is probed in either case, the largest difference of ΔESI first.",
    ...tableOf(rows, columns),
    rowHeads: 2,
  };
}

function sizeOf({ a, b }: Match<ProbeCell>): number {
  return Math.abs((b?.delta_esi ?? 0) - (a?.delta_esi ?? 0));
}

function placeColumn(head: string, of: (cell: ProbeCell) => number): ColumnOf<Match<ProbeCell>> {
  const cell = ({ a, b }: Match<ProbeCell>): string | undefined => {
    const found = a ?? b;
    return found && String(of(found));
  };
  return { head, align: "right", cell };
}

function cellColumns(head: string, name: "delta_esi" | "delta_drift") {
  return figureColumns<Match<ProbeCell>>(head, ({ a, b }) => ({ a: a?.[name], b: b?.[name] }));
}
