import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import type { Table } from "../layout/table-placement.ts";
import { weighted } from "../layout/weighted.ts";
import type { AxisModel, SurfaceModel } from "../model/axes.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import {
  measuresIn,
  RICH_MEASURES,
  SUMMARY_MEASURES,
  type SummaryMeasure,
  summaryTints,
  surfaceIntroduction,
} from "../model/surface-summary.ts";
import { summaryTable } from "../model/tables/summary-table.ts";
import { tint } from "../scales/palettes.ts";
import { drawAxisCharts } from "./axis-charts.ts";
import { drawAxisPoints } from "./axis-points.ts";

/** The surfaces of the case: all axes in tables, then the charts of each, then the points of each. */
export function drawSurface(flow: Flow, { surface, artifacts }: ReportModel): void {
  if (surface.present === undefined) return;
  const { axes, notes } = surface.present;
  const { shown, leftOut } = tableExcerpt(axes, "row", "robustness_surface.json");
  const summaries = summariesOf(surface.present, shown);
  const [first] = summaries;
  const opening = first === undefined ? 0 : openingHeight(flow, first);
  const hasRobustness = artifacts.robustness_surface !== undefined;
  const title = hasRobustness ? "Robustness surface" : "Confidence and entropy";
  flow.section(title, 2 * TYPE.body.leading + opening);
  flow.paragraph(surfaceIntroduction(surface.present));
  for (const note of notes) flow.paragraph(note, TYPE.note);
  for (const summary of summaries) drawTable(flow, summary);
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
  drawAxisCharts(flow, surface.present);
  drawAxisPoints(flow, surface.present);
}

/** ESI and drift in one table, confidence and entropy in another, as far as the case has them. */
function summariesOf(surface: SurfaceModel, shown: readonly AxisModel[]): Table[] {
  return [SUMMARY_MEASURES, RICH_MEASURES].flatMap((all) => {
    const measures = measuresIn(surface, all);
    return measures.length === 0 ? [] : [summaryOf(surface, shown, measures)];
  });
}

/** Relative widths of the summary's columns. */
const WEIGHTS = [2.2, 0.75, 1.25];

/** More measures than this do not fit the page in the type of other tables. */
const MOST_LARGE = 6;

/** One row for each axis, each column tinted over its own values. */
function summaryOf(
  surface: SurfaceModel,
  shown: readonly AxisModel[],
  measures: readonly SummaryMeasure[],
): Table {
  const tints = summaryTints(shown, measures);
  return {
    ...weighted(summaryTable(surface, shown, measures), WEIGHTS),
    // Columns for confidence and entropy are many: the more of them, the smaller their type.
    ...(measures.length > MOST_LARGE ? { fit: true, dense: true } : {}),
    maxLines: 3,
    ground: (row, column) => {
      const share = tints[row]?.[column - 2];
      return share === undefined ? undefined : tint(share);
    },
  };
}
