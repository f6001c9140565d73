/** The evidence as the page shows it: the report's maps and words, with places in pixels and read-outs. */
import { matrixEntries } from "../../../../lib/report/geometry/map-entries.ts";
import { MOST_LABELS, placeLabel } from "../../../../lib/report/geometry/region-labels.ts";
import { shorten } from "../../../../lib/report/geometry/shorten.ts";
import type { EvidenceMap } from "../../../../lib/report/model/evidence-maps.ts";
import type { MatrixModel } from "../../../../lib/report/model/matrix.ts";
import { exact } from "../../../../lib/report/model/numbers.ts";
import { MOST_OUTLINED, type RegionModel } from "../../../../lib/report/model/regions.ts";
import type { TableContent } from "../../../../lib/report/model/tables/content.ts";
import type { Cell, Grid } from "./cursor-model.ts";
import type { Box, Size } from "./map-model.ts";
import type { Raster } from "./raster-model.ts";
import type { Reading } from "./readings.ts";
import { characterWidths, textWidth } from "./text-width.ts";

const rasters = new WeakMap<MatrixModel, Raster>();

/** Kept as long as the matrix is: going back and forth between two maps colours no million cells again. */
export function matrixRaster({ matrix, domain }: Pick<EvidenceMap, "matrix" | "domain">): Raster {
  const kept = rasters.get(matrix);
  if (kept !== undefined) return kept;
  const raster = matrixEntries(matrix, domain);
  keepRaster(matrix, raster);
  return raster;
}

/** For a matrix that was coloured in another thread. */
export function keepRaster(matrix: MatrixModel, raster: Raster): void {
  rasters.set(matrix, raster);
}

/** Where a read-out by key starts: at the highest value. */
export function startingCell({ matrix }: EvidenceMap): Cell {
  const row = matrix.rows.findIndex((values) => values.includes(matrix.range.max));
  const col = matrix.rows[row]?.indexOf(matrix.range.max);
  return { row: Math.max(row, 0), col: col ?? 0 };
}

/** The label of a region, in pixels of the map. */
interface RegionLabel {
  readonly text: string;
  readonly place: Box;
}

/** A region's outline, and its label if there is room for it. */
export interface DrawnRegion {
  readonly number: number;
  readonly outline: Box;
  readonly label: RegionLabel | undefined;
}

const REGION_LABEL = { size: 11, height: 16, padding: 4 } as const;
const LONGEST_LABEL = 200;
/** On a narrower map names would hide what they name: numbers alone, as in the table. */
const ROOM_FOR_NAMES = 360;

/** The regions within the image, as many as the report outlines; labels keep clear of each other. */
export function drawnRegions(regions: readonly RegionModel[], size: Size): DrawnRegion[] {
  const taken: Box[] = [];
  return regions.slice(0, MOST_OUTLINED).flatMap(({ box, number, id }, index) => {
    if (box === undefined) return [];
    const outline = {
      x: box.left * size.width,
      y: box.top * size.height,
      width: (box.right - box.left) * size.width,
      height: (box.bottom - box.top) * size.height,
    };
    const names = size.width < ROOM_FOR_NAMES ? [`${number}`] : [`${number} ${id}`, `${number}`];
    const label = labelFor(index < MOST_LABELS ? names : [], outline, size, taken);
    if (label !== undefined) taken.push(label.place);
    return [{ number, outline, label }];
  });
}

/** With the first of the names that has room. */
function labelFor(
  names: readonly string[],
  outline: Box,
  size: Size,
  taken: readonly Box[],
): RegionLabel | undefined {
  const longest = Math.min(LONGEST_LABEL, size.width - 2 * REGION_LABEL.padding);
  for (const name of names) {
    const text = shorten(name, longest, characterWidths(REGION_LABEL.size));
    const width = textWidth(text, REGION_LABEL.size) + 2 * REGION_LABEL.padding;
    const place = placeLabel(
      outline,
      { width, height: REGION_LABEL.height },
      { x: 0, y: 0, ...size },
      taken,
    );
    if (place !== undefined) return { text, place };
  }
  return undefined;
}

/** The value of a cell, where it is, and the regions that its centre lies in. */
export function cellReadings(
  { row, col }: Cell,
  { matrix }: EvidenceMap,
  regions: readonly RegionModel[],
): Reading[] {
  const value = matrix.rows[row]?.[col];
  const inside = regionsAt({ row, col }, matrix, regions);
  return [
    { term: "Row", value: String(row) },
    { term: "Column", value: String(col) },
    { term: "Value", value: value === undefined ? "none" : exact(value) },
    ...(inside.length === 0 ? [] : [{ term: "In", value: inside.join(", ") }]),
  ];
}

const MOST_NAMED = 3;

function regionsAt({ row, col }: Cell, grid: Grid, regions: readonly RegionModel[]): string[] {
  const [x, y] = [(col + 0.5) / grid.width, (row + 0.5) / grid.height];
  const inside = regions.filter(
    ({ box }) =>
      box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
  );
  const named = inside.slice(0, MOST_NAMED).map(({ number, id }) => `${number} ${id}`);
  const left = inside.length - named.length;
  return left === 0 ? named : [...named, `${left} more`];
}

/** The rows and columns of a matrix that its table shows at a time. */
const WINDOW = { rows: 12, columns: 8 } as const;

/** The values around a cell, exactly: a matrix in full would be a table of a million cells. */
export function windowTable({ name, matrix }: EvidenceMap, around: Cell): TableContent {
  const rows = windowAt(around.row, WINDOW.rows, matrix.height);
  const columns = windowAt(around.col, WINDOW.columns, matrix.width);
  return {
    caption:
      `${name}: rows ${rows.from} to ${rows.to - 1} and columns ${columns.from} to ${columns.to - 1} of ` +
      `${matrix.height} × ${matrix.width}, around the cell that is read off on the map. All values are in ` +
      "overlay_bundle.json.",
    columns: [
      { head: "Row", align: "right" },
      ...range(columns).map((column) => ({ head: String(column), align: "decimal" }) as const),
    ],
    rows: range(rows).map((row) =>
      [row, ...(matrix.rows[row]?.slice(columns.from, columns.to) ?? [])].map(exact),
    ),
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function windowAt(around: number, length: number, all: number): Span {
  const from = Math.max(0, Math.min(around - Math.floor(length / 2), all - length));
  return { from, to: Math.min(from + length, all) };
}

function range({ from, to }: Span): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
