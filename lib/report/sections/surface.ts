import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import type { Table } from "../layout/table-placement.ts";
import { weighted } from "../layout/weighted.ts";
import type { AxisModel, SurfaceModel } from "../model/axes.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import { type Marks, marksOf } from "../model/marks.ts";
import { split } from "../model/split.ts";
import {
  axesByLowestEsi,
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

/** More axes than this are looked up rather than read: the appendix has the others. */
const MOST_READ = 25;

/** The surfaces of the case: the axes in tables, those with the lowest ESI first, and the charts of each. */
export function drawSurface(flow: Flow, { surface, artifacts, checks }: ReportModel): void {
  if (surface.present === undefined) return;
  const { notes } = surface.present;
  const { body, rest } = rankedAxes(surface.present);
  const summaries = summariesOf(surface.present, body, marksOf(checks));
  const [first] = summaries;
  const opening = first === undefined ? 0 : openingHeight(flow, first);
  const hasRobustness = artifacts.robustness_surface !== undefined;
  const title = hasRobustness ? "Robustness surface" : "Confidence and entropy";
  flow.section(title, 2 * TYPE.body.leading + opening);
  const more =
    rest.length > 0 ? ` The table has those with the lowest ESI, the appendix the others.` : "";
  flow.paragraph(`${surfaceIntroduction(surface.present)}${more}`);
  for (const note of notes) flow.paragraph(note, TYPE.note);
  for (const summary of summaries) drawTable(flow, summary);
  drawAxisCharts(flow, surface.present);
}

/** The axes that the section leaves to the appendix. */
export function drawOtherAxes(flow: Flow, { surface, checks }: ReportModel): void {
  if (surface.present === undefined) return;
  const { rest, leftOut } = rankedAxes(surface.present);
  if (rest.length === 0) return;
  const summaries = summariesOf(surface.present, rest, marksOf(checks));
  const [first] = summaries;
  if (first === undefined) return;
  flow.subsection("Other axes", openingHeight(flow, first));
  for (const summary of summaries) drawTable(flow, summary);
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}

function rankedAxes({ axes }: SurfaceModel) {
  const { shown, leftOut } = tableExcerpt(axesByLowestEsi(axes), "row", "robustness_surface.json");
  return { ...split(shown, MOST_READ), leftOut };
}

/** ESI and drift in one table, confidence and entropy in another, as far as the case has them. */
function summariesOf(surface: SurfaceModel, shown: readonly AxisModel[], marks: Marks): Table[] {
  return [SUMMARY_MEASURES, RICH_MEASURES].flatMap((all) => {
    const measures = measuresIn(surface, all);
    return measures.length === 0 ? [] : [summaryOf(surface, shown, measures, marks)];
  });
}

/** Relative widths of the summary's columns. */
const WEIGHTS = [2, 0.6, 1.25];

/** More measures than this do not fit the page in the type of other tables. */
const MOST_LARGE = 6;

/** One row for each axis, each column tinted over its own values. */
function summaryOf(
  surface: SurfaceModel,
  shown: readonly AxisModel[],
  measures: readonly SummaryMeasure[],
  marks: Marks,
): Table {
  const tints = summaryTints(shown, measures);
  return {
    ...weighted(summaryTable(surface, shown, measures, marks), WEIGHTS),
    fit: true,
    // Columns for confidence and entropy are many: the more of them, the smaller their type.
    dense: measures.length > MOST_LARGE,
    maxLines: 3,
    ground: (row, column) => {
      const share = tints[row]?.[column - 2];
      return share === undefined ? undefined : tint(share);
    },
  };
}
