/** The summary of a surface: a row for each axis, and how its figures compare down each column. */
import { extent, shareOf } from "../scales/linear.ts";
import type { AxisModel, PointModel, SurfaceModel } from "./axes.ts";
import { counted } from "./numbers.ts";

/** What was measured, and how to read it. */
export function surfaceIntroduction({ axes, pointCount }: SurfaceModel): string {
  return (
    `${counted(axes.length, "perturbation axis", "perturbation axes")} with ` +
    `${counted(pointCount, "point")} in all. ESI: higher is steadier. Drift: lower is steadier.`
  );
}

interface SummaryMeasure {
  readonly head: string;
  /** Undefined for an axis without points. */
  readonly of: (axis: AxisModel) => number | undefined;
  /** Which end of the column is the less steady. */
  readonly unsteady: "high" | "low";
}

export const SUMMARY_MEASURES: readonly SummaryMeasure[] = [
  { head: "Mean ESI", of: ({ meanEsi }) => meanEsi, unsteady: "low" },
  { head: "Variance of ESI", of: ({ varianceEsi }) => varianceEsi, unsteady: "high" },
  { head: "Lowest ESI", of: ({ points }) => extremesOf(points).lowestEsi, unsteady: "low" },
  { head: "Mean drift", of: ({ meanDrift }) => meanDrift, unsteady: "high" },
  { head: "Variance of drift", of: ({ varianceDrift }) => varianceDrift, unsteady: "high" },
  { head: "Highest drift", of: ({ points }) => extremesOf(points).highestDrift, unsteady: "high" },
];

/** The worst of some points, undefined where there are none. */
export function extremesOf(points: readonly PointModel[]) {
  return {
    lowestEsi: extent(points.map(({ esi }) => esi))?.min,
    highestDrift: extent(points.map(({ drift }) => drift))?.max,
  };
}

/**
 * For each axis and measure, how far it is from the steadiest (0) to the least steady (1) of its column.
 * Undefined where a column has no two different values: one tint would say nothing.
 */
export function summaryTints(axes: readonly AxisModel[]): (number | undefined)[][] {
  const columns = SUMMARY_MEASURES.map(({ of, unsteady }) => {
    const values = axes.map(of);
    const domain = extent(values.filter((value) => value !== undefined));
    if (domain === undefined || domain.min === domain.max) return [];
    return values.map((value) => {
      if (value === undefined) return undefined;
      const share = shareOf(value, domain);
      return unsteady === "high" ? share : 1 - share;
    });
  });
  return axes.map((_axis, row) => columns.map((column) => column[row]));
}
