import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import type { Table } from "../layout/table-placement.ts";
import { weighted } from "../layout/weighted.ts";
import type { AxisModel, SurfaceModel } from "../model/axes.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import { surfaceIntroduction, summaryTints } from "../model/surface-summary.ts";
import { summaryTable } from "../model/tables/summary-table.ts";
import { tint } from "../scales/palettes.ts";
import { drawAxisCharts } from "./axis-charts.ts";
import { drawAxisPoints } from "./axis-points.ts";

/** The robustness surface: all axes in one table, then a chart of each, then the points of each. */
export function drawSurface(flow: Flow, { surface }: ReportModel): void {
  if (surface.present === undefined) {
    flow.section("Robustness surface", 2 * TYPE.body.leading);
    flow.paragraph(surface.absent);
    return;
  }
  const { axes, notes } = surface.present;
  const { shown, leftOut } = tableExcerpt(axes, "row", "robustness_surface.json");
  const summary = summaryOf(surface.present, shown);
  flow.section("Robustness surface", 2 * TYPE.body.leading + openingHeight(flow, summary));
  flow.paragraph(surfaceIntroduction(surface.present));
  for (const note of notes) flow.paragraph(note, TYPE.note);
  drawTable(flow, summary);
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
  drawAxisCharts(flow, surface.present);
  drawAxisPoints(flow, surface.present);
}

/** Relative widths of the summary's columns. */
const WEIGHTS = [2.2, 0.75, 1.25];

/** One row for each axis, each column tinted over its own values. */
function summaryOf(surface: SurfaceModel, shown: readonly AxisModel[]): Table {
  const tints = summaryTints(shown);
  return {
    ...weighted(summaryTable(surface, shown), WEIGHTS),
    maxLines: 3,
    ground: (row, column) => {
      const share = tints[row]?.[column - 2];
      return share === undefined ? undefined : tint(share);
    },
  };
}
