import type { Rows } from "./matrices.ts";
import type { Computed } from "./tolerance.ts";
import { required } from "../../required.ts";

/** Columns `left` to `right` and rows `top` to `bottom` of a matrix, the last ones excluded. */
export interface Cells {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** More bins bring the bounds closer to the exact means; sorting a million cells would take too long. */
const BINS = 1024;
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
  const range = rangeOf(rows, cells);
  if (!Number.isFinite(range.most - range.least)) return undefined;
  const bins = binsOf(rows, cells, range);
  const chosen = Math.min(count, (cells.right - cells.left) * (cells.bottom - cells.top));
  const lowest = meanOfFirst(bins, chosen, ({ least }) => least);
  const highest = meanOfFirst(bins.toReversed(), chosen, ({ most }) => most);
  if (!Number.isFinite(lowest) || !Number.isFinite(highest)) return undefined;
  const error = LOSS * Math.max(Math.abs(range.least), Math.abs(range.most));
  return { lowest: { value: lowest, error }, highest: { value: highest, error } };
}

interface Range {
  readonly least: number;
  readonly most: number;
}

// The loops below count instead of iterating: a box has up to a million cells.

function rangeOf(rows: Rows, { left, right, top, bottom }: Cells): Range {
  let least = Infinity;
  let most = -Infinity;
  for (let row = top; row < bottom; row += 1) {
    const cells = required(rows[row], "the cells lie in the matrix");
    for (let column = left; column < right; column += 1) {
      const value = required(cells[column], "the cells lie in the matrix");
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return { least, most };
}

/** Values of about the same size. */
interface Bin extends Range {
  readonly count: number;
  readonly sum: number;
}

/** The bins that have values, the lowest first. */
function binsOf(rows: Rows, { left, right, top, bottom }: Cells, { least, most }: Range): Bin[] {
  const counts = new Float64Array(BINS);
  const sums = new Float64Array(BINS);
  const lows = new Float64Array(BINS).fill(Infinity);
  const highs = new Float64Array(BINS).fill(-Infinity);
  const scale = scaleOf(most - least);
  for (let row = top; row < bottom; row += 1) {
    const cells = required(rows[row], "the cells lie in the matrix");
    for (let column = left; column < right; column += 1) {
      const value = required(cells[column], "the cells lie in the matrix");
      const bin = Math.floor((value - least) * scale);
      counts[bin] = (counts[bin] ?? 0) + 1;
      sums[bin] = (sums[bin] ?? 0) + value;
      if (value < (lows[bin] ?? 0)) lows[bin] = value;
      if (value > (highs[bin] ?? 0)) highs[bin] = value;
    }
  }
  return Array.from(counts, (count, bin) => ({
    count,
    sum: sums[bin] ?? 0,
    least: lows[bin] ?? 0,
    most: highs[bin] ?? 0,
  })).filter(({ count }) => count > 0);
}

/** Bins for each unit of the values; 0, which puts all into one bin, where they are too close together. */
function scaleOf(width: number): number {
  const scale = (BINS - 1) / width;
  return Number.isFinite(scale) ? scale : 0;
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
