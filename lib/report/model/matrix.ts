import type { OverlayBundle } from "../../case/schemas.ts";
import type { Domain } from "../scales/linear.ts";
import { excerpt } from "./excerpt.ts";
import { figure } from "./numbers.ts";
import { absent, type Part, present } from "./part.ts";

/** A matrix that can be drawn. */
export interface MatrixModel {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly (readonly number[])[];
  /** The smallest and the largest value. */
  readonly range: Domain;
  readonly mean: number;
}

type GivenMatrix = OverlayBundle["heatmap"];

/** The matrix, or the sentence that says that the case has a placeholder in its place. */
export function readMatrix(name: string, given: GivenMatrix): Part<MatrixModel> {
  const { width, height, values } = given;
  if (typeof values === "string") {
    const size = `${width} × ${height}`;
    return absent(
      `The case leaves out the ${name} (${size}); in its place it says: “${excerpt(values) || "nothing"}”.`,
    );
  }
  return present({ width, height, rows: values, ...statistics(values) });
}

/** What the colours of a matrix stand for, in words. */
export function describeMatrix({ width, height, range, mean }: MatrixModel): string {
  const values = `values from ${figure(range.min)} to ${figure(range.max)}`;
  return `${width} × ${height} ${values}, mean ${figure(mean)}`;
}

/** Whether two matrices hold the same numbers, so that drawing one says all. */
export function sameMatrix(one: MatrixModel, other: MatrixModel): boolean {
  return (
    one.width === other.width &&
    one.height === other.height &&
    one.rows.every((row, y) => row.every((value, x) => value === other.rows[y]?.[x]))
  );
}

function statistics(rows: readonly (readonly number[])[]): { range: Domain; mean: number } {
  let [min, max, mean, count] = [Infinity, -Infinity, 0, 0];
  for (const row of rows) {
    for (const value of row) {
      if (value < min) min = value;
      if (value > max) max = value;
      count += 1;
      // A running mean does not overflow where a sum of huge values would.
      mean += value / count - mean / count;
    }
  }
  return { range: { min, max }, mean };
}
