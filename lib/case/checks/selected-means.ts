import type { Rows } from "./matrices.ts";
import type { Computed } from "./tolerance.ts";

/** Columns `left` to `right` and rows `top` to `bottom` of a matrix, the last ones excluded. */
export interface Cells {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** More bins bring the bounds closer to the exact means; sorting a million cells would take too long. */
const BINS = 4096;
const LOSS = 1e-12;

/**
 * Bounds of the mean of `count` cells among these: not above the mean of the lowest ones and not below
 * the mean of the highest ones, and exact where `count` is the number of cells. Linear in the cells.
 *
 * @returns undefined where a sum overflows
 */
export function meansOfCells(
  rows: Rows,
  cells: Cells,
  count: number,
): { readonly lowest: Computed; readonly highest: Computed } | undefined {
  const values = valuesOf(rows, cells);
  const { least, most } = extremes(values);
  const bins = binsOf(values, least, most);
  const chosen = Math.min(count, values.length);
  const error = LOSS * Math.max(Math.abs(least), Math.abs(most));
  const lowest = meanOfFirst(bins, chosen, ({ least: lower }) => lower);
  const highest = meanOfFirst(bins.toReversed(), chosen, ({ most: upper }) => upper);
  if (!Number.isFinite(lowest) || !Number.isFinite(highest)) return undefined;
  return { lowest: { value: lowest, error }, highest: { value: highest, error } };
}

function valuesOf(rows: Rows, { left, right, top, bottom }: Cells): Float64Array {
  const values = new Float64Array((right - left) * (bottom - top));
  let place = 0;
  for (let row = top; row < bottom; row += 1) {
    const cells = rows[row] ?? [];
    for (let column = left; column < right; column += 1) values[place++] = cells[column] ?? 0;
  }
  return values;
}

function extremes(values: Float64Array): { readonly least: number; readonly most: number } {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/** Values of about the same size. */
interface Bin {
  count: number;
  sum: number;
  least: number;
  most: number;
}

/** The bins that have values, the lowest first. */
function binsOf(values: Float64Array, least: number, most: number): Bin[] {
  const bins: (Bin | undefined)[] = Array.from({ length: BINS }, () => undefined);
  const scale = most > least ? (BINS - 1) / (most - least) : 0;
  for (const value of values) {
    const place = Math.floor((value - least) * scale);
    const bin = bins[place];
    if (bin === undefined) {
      bins[place] = { count: 1, sum: value, least: value, most: value };
      continue;
    }
    bin.count += 1;
    bin.sum += value;
    if (value < bin.least) bin.least = value;
    if (value > bin.most) bin.most = value;
  }
  return bins.filter((bin) => bin !== undefined);
}

/**
 * The mean of the first `chosen` values. Of a bin that is taken in part, each value counts as the bin's
 * outermost one, which keeps the bound on the safe side.
 */
function meanOfFirst(
  bins: readonly Bin[],
  chosen: number,
  outermost: (bin: Bin) => number,
): number {
  let sum = 0;
  let left = chosen;
  for (const bin of bins) {
    if (bin.count > left) return (sum + left * outermost(bin)) / chosen;
    sum += bin.sum;
    left -= bin.count;
  }
  return sum / chosen;
}
