import type { AxisModel, SurfaceModel } from "../axes.ts";
import { exact } from "../numbers.ts";
import { SUMMARY_MEASURES, type SummaryMeasure } from "../surface-summary.ts";
import { decimals, type TableContent } from "./content.ts";

/** A row for each axis, and one over all at the end; `shown` are the rows. */
export function summaryTable(
  surface: SurfaceModel,
  shown: readonly AxisModel[],
  measures: readonly SummaryMeasure[] = SUMMARY_MEASURES,
): TableContent {
  const rows = shown.map((axis) => [
    axis.title,
    String(axis.points.length),
    ...measures.map(({ of }) => written(of(axis))),
  ]);
  const totals = measures.map(({ overAll }) => written(overAll(surface)));
  return {
    caption: captionOf(shown, measures),
    columns: [
      { head: "Axis", align: "left" },
      { head: "Points", align: "right" },
      ...decimals(measures.map(({ head }) => head)),
    ],
    rows: [...rows, ["All axes", String(surface.pointCount), ...totals]],
    marked: new Set([rows.length]),
  };
}

function captionOf(shown: readonly AxisModel[], measures: readonly SummaryMeasure[]): string {
  const stated = "Every axis, and all axes together, as the case states them";
  const isExtreme = measures.some(({ head }) => head === "Lowest ESI" || head === "Highest drift");
  const extremes = isExtreme ? "; with the lowest ESI and the highest drift of any point" : "";
  return `${stated}${extremes}.${shown.length > 1 ? tintWords(measures) : ""}`;
}

/** What the tint stands for: which end of a column is dark. */
function tintWords(measures: readonly SummaryMeasure[]): string {
  const heads = (end: SummaryMeasure["dark"]): string =>
    measures
      .filter(({ dark }) => dark === end)
      .map(({ head }) => head)
      .join(", ");
  const [low, high] = [heads("low"), heads("high")];
  const sentences = [
    low === "" ? "" : ` Darker is lower within its column for ${low}.`,
    high === "" ? "" : ` Darker is higher for ${high}.`,
  ];
  return sentences.join("");
}

function written(value: number | undefined): string {
  return value === undefined ? "–" : exact(value);
}
