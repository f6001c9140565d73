import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { openingHeight } from "../layout/table.ts";
import { drawTables } from "../layout/table-pairs.ts";
import type { Table } from "../layout/table-placement.ts";
import { weighted } from "../layout/weighted.ts";
import type { AxisModel, PointModel } from "../model/axes.ts";
import { leftOutWords, MOST_AXES, MOST_ROWS } from "../model/excerpt.ts";
import { type Marks, marksOf } from "../model/marks.ts";
import type { ReportModel } from "../model/model.ts";
import { pointsTable } from "../model/tables/points-table.ts";

/** A table of the points of each axis, as many as a report shows in all. */
export function drawAxisPoints(
  flow: Flow,
  { surface: { present: surface }, checks }: ReportModel,
): void {
  if (surface === undefined) return;
  const tables = tablesOf(surface.axes, marksOf(checks));
  const [first] = tables;
  if (first === undefined) return;
  flow.subsection("Points of each axis", 2 * TYPE.body.leading + openingHeight(flow, first));
  if (surface.axes.some(({ unperturbed }) => unperturbed.length > 0)) {
    flow.paragraph("Rows on a grey ground have the ESI and drift of the baseline.");
  }
  drawTables(flow, tables);
  const { pointCount } = surface;
  const left = pointCount - tables.reduce((sum, { rows }) => sum + rows.length, 0);
  if (left === 0) return;
  flow.paragraph(leftOutWords(left, pointCount, "point", "robustness_surface.json"), TYPE.note);
}

function tablesOf(axes: readonly AxisModel[], marks: Marks): Table[] {
  const tables: Table[] = [];
  let left = MOST_ROWS;
  for (const axis of axes) {
    const points = axis.points.slice(0, left);
    left -= points.length;
    if (points.length > 0 && tables.length < MOST_AXES) tables.push(tableOf(axis, points, marks));
  }
  return tables;
}

function tableOf(axis: AxisModel, points: readonly PointModel[], marks: Marks): Table {
  const content = weighted(pointsTable(axis, points, marks), [1.2, 1]);
  return { ...content, fit: true, dense: true, maxLines: 3 };
}
