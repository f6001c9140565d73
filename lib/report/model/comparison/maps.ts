/** The matrices of two cases on common colour scales. */
import type { CaseArtifacts, Matrix } from "../../../case/schemas.ts";
import { type Domain, opened, unitDomain } from "../../scales/linear.ts";
import type { EvidenceMap } from "../evidence-maps.ts";
import { matrixWords } from "../figure-words.ts";
import { describeMatrix, type MatrixModel, readMatrix, sameMatrix } from "../matrix.ts";
import { figure } from "../numbers.ts";
import { type TableContent, tableOf } from "../tables/content.ts";
import { figureColumns } from "./axis-tables.ts";
import { differenceOf, ofBoth, type Pair } from "./pair.ts";

export interface ComparedMap {
  readonly shortName: string;
  readonly maps: Pair<EvidenceMap>;
  /** Whether the cells of both are the same parts of the image. */
  readonly sameSize: boolean;
  /** How the two differ. */
  readonly words: string;
}

/** B minus A in each cell, and the distance from zero that the ends of the scale stand for. */
export interface DifferenceMap {
  readonly rows: readonly (readonly number[])[];
  readonly limit: number;
}

/** Undefined where the cells of the two are not the same parts of the image. */
export function differenceMap({ maps, sameSize }: ComparedMap): DifferenceMap | undefined {
  if (!sameSize) return undefined;
  const { a, b } = ofBoth(maps, ({ matrix }) => matrix.rows);
  const rows = a.map((values, row) =>
    Array.from(values, (value, col) => differenceOf({ a: value, b: b[row]?.[col] }) ?? 0),
  );
  let limit = 0;
  for (const values of rows) limit = Math.max(limit, extremeOf(values));
  return { rows, limit: limit === 0 ? 1 : limit };
}

function extremeOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

interface Kind {
  readonly name: string;
  readonly shortName: string;
  readonly of: (artifacts: CaseArtifacts) => Matrix | undefined;
  /** Whether its values should lie between 0 and 1. */
  readonly unit?: boolean;
}

const KINDS: readonly Kind[] = [
  {
    name: "heatmap",
    shortName: "Heatmap",
    of: ({ overlay_bundle: overlay }) => overlay?.heatmap,
    unit: true,
  },
  {
    name: "evidence map",
    shortName: "Evidence map",
    of: ({ overlay_bundle: overlay }) => overlay?.evidence_map,
  },
  {
    name: "evidence map of the baseline",
    shortName: "Baseline",
    of: ({ metrics }) => metrics?.baseline_metrics?.evidence_map,
  },
];

export interface ComparedMaps {
  readonly common: readonly ComparedMap[];
  /** Matrices that cannot be compared, each with the reason. */
  readonly notes: readonly string[];
}

/** Of each kind of matrix that both cases have, both on one scale. */
export function comparedMaps(artifacts: Pair<CaseArtifacts>): ComparedMaps {
  const kinds = KINDS.map((kind) => {
    const parts = ofBoth(artifacts, (side) => readMatrix(kind.name, kind.of(side)));
    const given = ofBoth(artifacts, (side) => kind.of(side) !== undefined);
    const { a, b } = ofBoth(parts, (part) => part.present);
    if (a !== undefined && b !== undefined)
      return { common: [comparedMap(kind, { a, b })], notes: [] };
    if (!given.a && !given.b) return { common: [], notes: [] };
    const reasons = [sideWords("A", parts.a.absent), sideWords("B", parts.b.absent)];
    return { common: [], notes: [`${kind.shortName}: not compared.${reasons.join("")}`] };
  });
  return {
    common: kinds.flatMap(({ common }) => common),
    notes: kinds.flatMap(({ notes }) => notes),
  };
}

function sideWords(side: string, absent: string | undefined): string {
  return absent === undefined ? "" : ` ${side}: ${absent}`;
}

function comparedMap(kind: Kind, matrices: Pair<MatrixModel>): ComparedMap {
  const { a, b } = matrices;
  const domain = commonDomain(kind, matrices);
  const sameSize = a.width === b.width && a.height === b.height;
  return {
    shortName: kind.shortName,
    maps: ofBoth(matrices, (matrix) => mapOf(kind, matrix, domain)),
    sameSize,
    words: differenceWords(matrices, sameSize),
  };
}

function commonDomain({ unit = false }: Kind, { a, b }: Pair<MatrixModel>): Domain {
  const values = [a.range.min, a.range.max, b.range.min, b.range.max];
  if (unit) return unitDomain(values);
  return opened({ min: Math.min(...values), max: Math.max(...values) });
}

function mapOf({ name, shortName }: Kind, matrix: MatrixModel, domain: Domain): EvidenceMap {
  const scale = `the scale is ${figure(domain.min)} to ${figure(domain.max)} in both`;
  const caption = `${describeMatrix(matrix)}; ${scale}.`;
  return { name, shortName, matrix, domain, caption, words: matrixWords(name, matrix, []) };
}

function differenceWords(matrices: Pair<MatrixModel>, sameSize: boolean): string {
  const { a, b } = matrices;
  if (!sameSize) {
    return (
      `The sizes are unlike: ${a.width} × ${a.height} in A, ${b.width} × ${b.height} in B. ` +
      "The colours can be compared, the cells cannot."
    );
  }
  if (sameMatrix(a, b)) return "Both hold the same numbers.";
  const { count, largest } = cellDifferences(matrices);
  return (
    `${count} of ${a.width * a.height} cells differ. The largest difference is ${figure(largest.size)}, ` +
    `at row ${largest.row}, column ${largest.col} (counted from 0).`
  );
}

function cellDifferences({ a, b }: Pair<MatrixModel>) {
  let count = 0;
  let largest = { size: 0, row: 0, col: 0 };
  for (const [row, values] of a.rows.entries()) {
    const others = b.rows[row] ?? [];
    for (const [col, value] of values.entries()) {
      const other = others[col] ?? value;
      if (other === value) continue;
      count += 1;
      const size = Math.abs(other / 2 - value / 2) * 2;
      if (size > largest.size) largest = { size, row, col };
    }
  }
  const { row, col } = largest;
  const exactly = differenceOf({ a: a.rows[row]?.[col], b: b.rows[row]?.[col] }) ?? largest.size;
  return { count, largest: { ...largest, size: Math.abs(exactly) } };
}

interface MapFigure {
  readonly name: string;
  readonly of: (matrix: MatrixModel) => number;
}

const MAP_FIGURES: readonly MapFigure[] = [
  { name: "Columns", of: ({ width }) => width },
  { name: "Rows", of: ({ height }) => height },
  { name: "Smallest value", of: ({ range }) => range.min },
  { name: "Largest value", of: ({ range }) => range.max },
  { name: "Mean", of: ({ mean }) => mean },
];

/** The figures of both maps: every cell would be a table of a million rows. */
export function mapsTable(maps: Pair<EvidenceMap>): TableContent {
  return {
    caption: "Size and values of both maps. All values are in the artifacts.",
    ...tableOf(MAP_FIGURES, [
      { head: "Figure", align: "left", cell: ({ name }) => name },
      ...figureColumns<MapFigure>("", ({ of }) => ofBoth(maps, ({ matrix }) => of(matrix))),
    ]),
  };
}
