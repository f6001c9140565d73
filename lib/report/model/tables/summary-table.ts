import type { AxisModel, SurfaceModel } from "../axes.ts";
import { exact, figure } from "../numbers.ts";
import { SUMMARY_MEASURES, type SummaryMeasure } from "../surface-summary.ts";
import { decimals, type TableContent } from "./content.ts";

/** A row for each axis, and one over all at the end; `shown` are the rows. */
export function summaryTable(
  surface: SurfaceModel,
  shown: readonly AxisModel[],
  measures: readonly SummaryMeasure[] = SUMMARY_MEASURES,
): TableContent {
  const places = measures.flatMap(({ head, at }) => (at === undefined ? [] : [{ head, at }]));
  const rows = shown.map((axis) => [
    axis.title,
    String(axis.points.length),
    ...measures.map(({ of, isExtreme }) => written(of(axis), isExtreme)),
    ...places.map(({ at }) => at(axis) ?? NOTHING),
  ]);
  const totals = measures.map(({ overAll, isExtreme }) => written(overAll(surface), isExtreme));
  return {
    caption: captionOf(shown, measures),
    columns: [
      { head: "Axis", align: "left" },
      { head: "Points", align: "right" },
      ...decimals(measures.map(({ head }) => head)),
      ...decimals(places.map(({ head }) => `${head} at`)),
    ],
    rows: [...rows, ["All axes", String(surface.pointCount), ...totals, ...places.map(() => "")]],
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

const NOTHING = "–";

function written(value: number | undefined, isExtreme = false): string {
  if (value === undefined) return NOTHING;
  return isExtreme ? figure(value) : exact(value);
}
