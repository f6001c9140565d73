import type { Matrix } from "../../case/schemas.ts";
import type { Domain } from "../scales/linear.ts";
import { excerpt } from "./excerpt.ts";
import { figure } from "./numbers.ts";
import { absent, type Part, present } from "./part.ts";

/** A row of a matrix: as the case has it, or in memory that threads can pass on. */
type Row = readonly number[] | Float64Array;

/** A matrix that can be drawn. */
export interface MatrixModel {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Row[];
  /** The smallest and the largest value. */
  readonly range: Domain;
  readonly mean: number;
  /** The size that the case states, if it differs from the actual size. */
  readonly statedSize: string | undefined;
}

/** The matrix, or the sentence that the report prints in its place. */
export function readMatrix(name: string, given: Matrix | undefined): Part<MatrixModel> {
  if (given === undefined) return absent(`The case has no ${name}.`);
  const { width, height, values } = given;
  const size = `${width ?? "unknown"} × ${height ?? "unknown"}`;
  if (values === undefined) return absent(`The case states no values of the ${name} (${size}).`);
  if (typeof values === "string") {
    return absent(
      `The case leaves out the ${name} (${size}); in its place it says: “${excerpt(values) || "nothing"}”.`,
    );
  }
  const [first = []] = values;
  if (first.length === 0) return absent(`The ${name} of the case (${size}) holds no numbers.`);
  const statedSize = isAsStated(width, first.length) && isAsStated(height, values.length);
  return present({
    width: first.length,
    height: values.length,
    rows: values,
    ...statistics(values),
    statedSize: statedSize ? undefined : size,
  });
}

function isAsStated(stated: number | undefined, actual: number): boolean {
  return stated === undefined || stated === actual;
}

/** Explains the colour scale of a matrix. */
export function describeMatrix({ width, height, range, mean, statedSize }: MatrixModel): string {
  const values = `values from ${figure(range.min)} to ${figure(range.max)}`;
  const stated = statedSize === undefined ? "" : ` (the case says ${statedSize})`;
  return `${width} × ${height} ${values}, mean ${figure(mean)}${stated}`;
}

/** Whether two matrices hold the same numbers, so that only one has to be drawn. */
export function sameMatrix(one: MatrixModel, other: MatrixModel): boolean {
  return (
    one.width === other.width &&
    one.height === other.height &&
    one.rows.every((row, y) => sameRow(row, other.rows[y]))
  );
}

function sameRow(one: Row, other: Row | undefined): boolean {
  for (let index = 0; index < one.length; index += 1) {
    if (one[index] !== other?.[index]) return false;
  }
  return true;
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
