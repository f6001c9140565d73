import type { AxisModel, SurfaceModel } from "../axes.ts";
import { exact } from "../numbers.ts";
import { extremesOf, SUMMARY_MEASURES } from "../surface-summary.ts";
import { decimals, type TableContent } from "./content.ts";

/** A row for each axis, and one over all at the end; `shown` are the rows. */
export function summaryTable(surface: SurfaceModel, shown: readonly AxisModel[]): TableContent {
  const rows = shown.map((axis) => [
    axis.title,
    String(axis.points.length),
    ...SUMMARY_MEASURES.map(({ of }) => written(of(axis))),
  ]);
  return {
    caption:
      "Mean and variance of every axis, and over all axes, as the case states them; with the lowest " +
      `ESI and the highest drift of any point.${shown.length > 1 ? TINT_WORDS : ""}`,
    columns: [
      { head: "Axis", align: "left" },
      { head: "Points", align: "right" },
      ...decimals(SUMMARY_MEASURES.map(({ head }) => head)),
    ],
    rows: [...rows, totals(surface)],
    marked: new Set([rows.length]),
  };
}

const TINT_WORDS = " The darker a cell, the less steady, from the best to the worst of its column.";

function totals(surface: SurfaceModel): string[] {
  const { lowestEsi, highestDrift } = extremesOf(surface.axes.flatMap(({ points }) => points));
  const { meanEsi, varianceEsi, meanDrift, varianceDrift, pointCount } = surface;
  const figures = [meanEsi, varianceEsi, lowestEsi, meanDrift, varianceDrift, highestDrift];
  return ["All axes", String(pointCount), ...figures.map(written)];
}

function written(value: number | undefined): string {
  return value === undefined ? "–" : exact(value);
}
