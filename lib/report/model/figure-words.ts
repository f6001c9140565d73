/**
 * What a map shows, in a sentence: the alternative text for those who cannot see it. Made of the model's
 * own numbers, without a verdict.
 */
import { extent } from "../scales/linear.ts";
import { describeMatrix, type MatrixModel } from "./matrix.ts";
import { counted, figure } from "./numbers.ts";
import type { ProbeCell } from "./probes.ts";
import type { RegionModel } from "./regions.ts";

/** A matrix as a heatmap, with the regions that are outlined on it. */
export function matrixWords(
  name: string,
  matrix: MatrixModel,
  regions: readonly RegionModel[],
): string {
  const outlined = regions.filter(({ box }) => box !== undefined).length;
  const regionWords = outlined === 0 ? "" : `, with ${counted(outlined, "region")} outlined`;
  return `${name}: ${describeMatrix(matrix)}${regionWords}.`;
}

interface ProbeFigure {
  readonly title: string;
  readonly gridSize: number;
  readonly cells: readonly ProbeCell[];
  readonly value: "delta_esi" | "delta_drift";
}

/** One map of the probe grid. */
export function probeWords({ title, gridSize, cells, value }: ProbeFigure): string {
  return (
    `Map of ${title} on a grid of ${gridSize} × ${gridSize}: ${counted(cells.length, "cell")} ` +
    `probed, values ${ranging(cells.flatMap((probe) => probe[value] ?? []))}.`
  );
}

/** The smallest and the largest of some values. */
export function ranging(values: readonly number[]): string {
  const range = extent(values);
  if (range === undefined) return "without values";
  return `from ${figure(range.min)} to ${figure(range.max)}`;
}
