import { drawLineChart } from "../charts/line-chart.ts";
import { drawFigure } from "../layout/figure.ts";
import type { Flow } from "../layout/flow.ts";
import { COLUMN, TYPE } from "../layout/measures.ts";
import { drawTable, type TableColumn } from "../layout/table.ts";
import type { AxisModel, SurfaceModel } from "../model/axes.ts";
import { axisWords } from "../model/figure-words.ts";
import type { ReportModel } from "../model/model.ts";
import { counted, exact, figure } from "../model/numbers.ts";

const CHART_HEIGHT = 168;

/** The robustness surface: all axes in one table, then each axis with its chart and its points. */
export function drawSurface(flow: Flow, { surface }: ReportModel): void {
  flow.section("Robustness surface", 90);
  if (surface.present === undefined) {
    flow.paragraph(surface.absent);
    return;
  }
  const { axes, notes, pointCount } = surface.present;
  flow.paragraph(
    `${counted(axes.length, "perturbation axis", "perturbation axes")} with ` +
      `${counted(pointCount, "point")} in all. ESI: higher is steadier. Drift: lower is steadier.`,
  );
  for (const note of notes) flow.paragraph(note, TYPE.note);
  drawSummary(flow, surface.present);
  for (const axis of axes) drawAxis(flow, axis);
}

function drawSummary(flow: Flow, surface: SurfaceModel): void {
  const rows = surface.axes.map((axis) => [
    axis.title,
    String(axis.points.length),
    ...[axis.meanEsi, axis.varianceEsi, axis.meanDrift, axis.varianceDrift].map(exact),
  ]);
  const { meanEsi, varianceEsi, meanDrift, varianceDrift, pointCount } = surface;
  const all = [meanEsi, varianceEsi, meanDrift, varianceDrift].map(exact);
  drawTable(flow, {
    caption: "Mean and variance of every axis, and over all axes as the case states them.",
    columns: [
      { head: "Axis", weight: 2.4, align: "left" },
      { head: "Points", weight: 0.8, align: "right" },
      ...["Mean ESI", "Variance of ESI", "Mean drift", "Variance of drift"].map(measure),
    ],
    rows: [...rows, ["All axes", String(pointCount), ...all]],
    maxLines: 3,
  });
}

function measure(head: string): TableColumn {
  return { head, weight: 1.4, align: "decimal" };
}

function drawAxis(flow: Flow, axis: AxisModel): void {
  flow.subsection(axis.title, CHART_HEIGHT + 40);
  flow.paragraph(
    `ESI: mean ${figure(axis.meanEsi)}, variance ${figure(axis.varianceEsi)}. ` +
      `Drift: mean ${figure(axis.meanDrift)}, variance ${figure(axis.varianceDrift)}.`,
  );
  for (const note of axis.notes) flow.paragraph(note, TYPE.note);
  if (axis.points.length === 0) return;
  drawFigure(flow, {
    height: CHART_HEIGHT,
    caption: `ESI and drift over ${axis.title}: ${counted(axis.points.length, "point")}.`,
    alt: axisWords(axis),
    draw: (canvas, place) => drawLineChart(canvas, place, axis),
  });
  drawPoints(flow, axis);
}

/** What a point says; CSI and EDM have a column only where the case has them. */
const MEASURES = [
  { name: "esi", head: "ESI" },
  { name: "drift", head: "Drift" },
  { name: "csi", head: "CSI" },
  { name: "edm", head: "EDM" },
] as const;

function cellOf(value: number | undefined): string {
  return value === undefined ? "not stated" : exact(value);
}

function drawPoints(flow: Flow, axis: AxisModel): void {
  const measures = MEASURES.filter(({ name }) =>
    axis.points.some((point) => point[name] !== undefined),
  );
  drawTable(flow, {
    caption: `Points of ${axis.title}.`,
    columns: [
      { head: "Value", weight: 1.2, align: axis.numeric ? "decimal" : "left" },
      ...measures.map(({ head }) => ({ head, weight: 1, align: "decimal" }) as const),
    ],
    rows: axis.points.map((point) => [
      point.value.label,
      ...measures.map(({ name }) => cellOf(point[name])),
    ]),
    ...layoutFor(axis.points.length, measures.length),
    maxLines: 3,
  });
}

/** A short table is kept narrow, so that the eye can follow a row; a long one goes side by side. */
function layoutFor(rows: number, measures: number): { width?: number; panels: number } {
  if (rows <= 6) return { width: COLUMN.width * 0.16 * (measures + 1), panels: 1 };
  return { panels: rows <= 18 || measures > 2 ? 2 : 3 };
}
