import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import type { Table, TableColumn } from "../layout/table-placement.ts";
import type { AxisModel, SurfaceModel } from "../model/axes.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import { counted, exact } from "../model/numbers.ts";
import { extremesOf, SUMMARY_MEASURES, summaryTints } from "../model/surface-summary.ts";
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
  const { axes, notes, pointCount } = surface.present;
  const { shown, leftOut } = tableExcerpt(axes, "row", "robustness_surface.json");
  const summary = summaryOf(surface.present, shown);
  flow.section("Robustness surface", 2 * TYPE.body.leading + openingHeight(flow, summary));
  flow.paragraph(
    `${counted(axes.length, "perturbation axis", "perturbation axes")} with ` +
      `${counted(pointCount, "point")} in all. ESI: higher is steadier. Drift: lower is steadier.`,
  );
  for (const note of notes) flow.paragraph(note, TYPE.note);
  drawTable(flow, summary);
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
  drawAxisCharts(flow, surface.present);
  drawAxisPoints(flow, surface.present);
}

/** One row for each axis, each column tinted over its own values. */
function summaryOf(surface: SurfaceModel, shown: readonly AxisModel[]): Table {
  const tints = summaryTints(shown);
  const rows = shown.map((axis) => [
    axis.title,
    String(axis.points.length),
    ...SUMMARY_MEASURES.map(({ of }) => written(of(axis))),
  ]);
  return {
    caption:
      "Mean and variance of every axis, and over all axes, as the case states them; with the lowest " +
      `ESI and the highest drift of any point.${tints.length > 1 ? TINT_WORDS : ""}`,
    columns: [
      { head: "Axis", weight: 2.2, align: "left" },
      { head: "Points", weight: 0.75, align: "right" },
      ...SUMMARY_MEASURES.map(({ head }) => measure(head)),
    ],
    rows: [...rows, totals(surface)],
    maxLines: 3,
    marked: new Set([rows.length]),
    ground: (row, column) => {
      const share = tints[row]?.[column - 2];
      return share === undefined ? undefined : tint(share);
    },
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

function measure(head: string): TableColumn {
  return { head, weight: 1.25, align: "decimal" };
}
