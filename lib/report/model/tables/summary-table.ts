import type { AxisModel, SurfaceModel } from "../axes.ts";
import { markedText, type Marks, NO_MARKS } from "../marks.ts";
import { exact, figure } from "../numbers.ts";
import {
  placesOfAxis,
  placesOverAll,
  SUMMARY_MEASURES,
  type SummaryMeasure,
} from "../surface-summary.ts";
import { noteOf, type TableContent } from "./content.ts";

/** A column of the summary: its cell for one axis, and its cell for all axes together. */
interface SummaryColumn {
  readonly head: string;
  readonly align: TableContent["columns"][number]["align"];
  readonly of: (axis: AxisModel) => string;
  readonly overAll: string;
}

/** One row per axis, then one row for all axes. The table has the rows of `shown`. */
export function summaryTable(
  surface: SurfaceModel,
  shown: readonly AxisModel[],
  measures: readonly SummaryMeasure[] = SUMMARY_MEASURES,
  marks: Marks = NO_MARKS,
): TableContent {
  const columns: readonly SummaryColumn[] = [
    { head: "Axis", align: "left", of: ({ title }) => title, overAll: "All axes" },
    pointColumn(surface),
    ...measures.map((measure) => measureColumn(surface, measure, marks)),
    ...measures.flatMap(valueColumn),
  ];
  const isMarked = measures.some((measure) =>
    [...placesOverAll(measure), ...shown.flatMap((axis) => placesOfAxis(measure, axis))].some(
      (place) => marks.has(place),
    ),
  );
  return {
    caption: captionOf(shown, measures),
    columns: columns.map(({ head, align }) => ({ head, align })),
    rows: [
      ...shown.map((axis) => columns.map(({ of }) => of(axis))),
      columns.map(({ overAll }) => overAll),
    ],
    marked: new Set([shown.length]),
    ...noteOf(isMarked),
  };
}

function pointColumn({ pointCount }: SurfaceModel): SummaryColumn {
  return { head: "Points", align: "right", of: pointsIn, overAll: String(pointCount) };
}

function pointsIn({ points }: AxisModel): string {
  return String(points.length);
}

function measureColumn(
  surface: SurfaceModel,
  measure: SummaryMeasure,
  marks: Marks,
): SummaryColumn {
  const { head, of, overAll, isExtreme } = measure;
  return {
    head,
    align: "decimal",
    of: (axis) => markedText(written(of(axis), isExtreme), placesOfAxis(measure, axis), marks),
    overAll: markedText(written(overAll(surface), isExtreme), placesOverAll(measure), marks),
  };
}

/** The axis value of the point that a figure belongs to. */
function valueColumn({ head, at }: SummaryMeasure): SummaryColumn[] {
  if (at === undefined) return [];
  return [{ head: `${head} at`, align: "decimal", of: (axis) => at(axis) ?? NOTHING, overAll: "" }];
}

function captionOf(shown: readonly AxisModel[], measures: readonly SummaryMeasure[]): string {
  const stated = "Every axis, and all axes together, as the case states them";
  const isExtreme = measures.some(({ head }) => head === "Lowest ESI" || head === "Highest drift");
  const extremes = isExtreme ? "; with the lowest ESI and the highest drift of any point" : "";
  return `${stated}${extremes}.${shown.length > 1 ? tintWords(measures) : ""}`;
}

/** Explains the tint: which end of a column's values is dark. */
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
