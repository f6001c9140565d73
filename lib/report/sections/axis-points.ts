import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import type { Table } from "../layout/table-placement.ts";
import type { AxisModel, PointModel, SurfaceModel } from "../model/axes.ts";
import { excerpt, leftOutWords, MOST_AXES, MOST_ROWS } from "../model/excerpt.ts";
import { exact } from "../model/numbers.ts";

/** What a point says; CSI and EDM have a column only where the case has them. */
const MEASURES = [
  { name: "esi", head: "ESI" },
  { name: "drift", head: "Drift" },
  { name: "csi", head: "CSI" },
  { name: "edm", head: "EDM" },
] as const;

/** A table of the points of each axis, as many as a report shows in all. */
export function drawAxisPoints(flow: Flow, surface: SurfaceModel): void {
  const tables = tablesOf(surface.axes);
  const [first] = tables;
  if (first === undefined) return;
  flow.subsection("The points of each axis", 2 * TYPE.body.leading + openingHeight(flow, first));
  if (surface.axes.some(({ unperturbed }) => unperturbed.length > 0)) {
    flow.paragraph("Rows on a grey ground have the values of the unperturbed image.");
  }
  for (const table of tables) drawTable(flow, table);
  const { pointCount } = surface;
  const left = pointCount - tables.reduce((sum, { rows }) => sum + rows.length, 0);
  if (left === 0) return;
  flow.paragraph(leftOutWords(left, pointCount, "point", "robustness_surface.json"), TYPE.note);
}

function tablesOf(axes: readonly AxisModel[]): Table[] {
  const tables: Table[] = [];
  let left = MOST_ROWS;
  for (const axis of axes) {
    const points = axis.points.slice(0, left);
    left -= points.length;
    if (points.length > 0 && tables.length < MOST_AXES) tables.push(tableOf(axis, points));
  }
  return tables;
}

function tableOf(axis: AxisModel, points: readonly PointModel[]): Table {
  const measures = MEASURES.filter(({ name }) => points.some((point) => point[name] !== undefined));
  return {
    caption: `Points of ${excerpt(axis.title, 120)}.`,
    columns: [
      { head: "Value", weight: 1.2, align: axis.numeric ? "decimal" : "left" },
      ...measures.map(({ head }) => ({ head, weight: 1, align: "decimal" }) as const),
    ],
    rows: points.map((point) => [
      point.value.label,
      ...measures.map(({ name }) => cellOf(point[name])),
    ]),
    fit: true,
    dense: true,
    maxLines: 3,
    marked: new Set(points.flatMap(({ unperturbed }, index) => (unperturbed ? [index] : []))),
  };
}

function cellOf(value: number | undefined): string {
  return value === undefined ? "not stated" : exact(value);
}
