import { INK, SPACE, TYPE } from "../layout/measures.ts";
import { shorten } from "../layout/wrap.ts";
import type { AxisModel, PointModel } from "../model/axes.ts";
import { tickLabels } from "../model/numbers.ts";
import type { Canvas, Point, Rectangle } from "../pdf/canvas.ts";
import { type Domain, shareOf, ticks, unitDomain } from "../scales/linear.ts";
import { SERIES } from "../scales/palettes.ts";
import { clearLabels } from "./axis-labels.ts";
import { perturbationScale } from "./perturbation-scale.ts";

/** Room around the plot for legend, ticks and labels. */
const ROOM = { top: 18, right: 6, bottom: 30, left: 46 } as const;
const Y_TICKS = 5;
const MARKER = 1.9;

interface Series {
  readonly name: "esi" | "drift";
  readonly legend: string;
  readonly dash?: readonly [number, number];
}

/** The two lines differ in colour, dash and marker, so that a grey print still tells them apart. */
const LINES: readonly Series[] = [
  { name: "esi", legend: "ESI (higher is steadier)" },
  { name: "drift", legend: "drift (lower is steadier)", dash: [3.2, 2.2] },
];

/** ESI and drift of one axis over its decoded perturbation values. */
export function drawLineChart(canvas: Canvas, place: Rectangle, axis: AxisModel): void {
  const plot = {
    x: place.x + ROOM.left,
    y: place.y + ROOM.top,
    width: place.width - ROOM.left - ROOM.right,
    height: place.height - ROOM.top - ROOM.bottom,
  };
  const domain = unitDomain(axis.points.flatMap(({ esi, drift }) => [esi, drift]));
  drawValueAxis(canvas, plot, domain);
  drawPerturbationAxis(canvas, plot, axis);
  canvas.strokeRectangle(plot, { ink: INK.frame, width: 0.6 });
  drawLegend(canvas, plot);
  const { points } = perturbationScale(axis);
  for (const series of LINES) {
    const valueOf = (point: PointModel): number => point[series.name];
    const line = points.map(({ share, point }) => ({
      x: plot.x + share * plot.width,
      y: plot.y + (1 - shareOf(valueOf(point), domain)) * plot.height,
    }));
    drawSeries(canvas, series, line);
  }
}

function drawValueAxis(canvas: Canvas, plot: Rectangle, domain: Domain): void {
  const values = ticks(domain, Y_TICKS);
  const labels = tickLabels(values);
  for (const [index, value] of values.entries()) {
    const y = plot.y + (1 - shareOf(value, domain)) * plot.height;
    canvas.line({ x: plot.x, y }, { x: plot.x + plot.width, y }, { ink: INK.grid, width: 0.5 });
    const baseline = y + canvas.capHeight(TYPE.tick) / 2;
    canvas.textRight(labels[index] ?? "", plot.x - SPACE.small, baseline, TYPE.tick);
  }
  const label = "ESI and drift";
  const start = plot.y + plot.height / 2 + canvas.widthOf(label, TYPE.axis) / 2;
  canvas.textUpwards(label, plot.x - ROOM.left + TYPE.axis.size, start, TYPE.axis);
}

function drawPerturbationAxis(canvas: Canvas, plot: Rectangle, axis: AxisModel): void {
  const { labels, slot } = perturbationScale(axis);
  const placed = labels.map(({ share, text }) => ({ at: plot.x + share * plot.width, text }));
  const widthOf = (code: number): number => canvas.widthOfCharacter(code, TYPE.tick);
  const bottom = plot.y + plot.height;
  const baseline = bottom + SPACE.small + TYPE.tick.size;
  for (const { at, text } of clearLabels(placed, widthOf, slot * plot.width)) {
    canvas.line(
      { x: at, y: bottom },
      { x: at, y: bottom + SPACE.hair },
      { ink: INK.frame, width: 0.5 },
    );
    canvas.textCentred(text, at, baseline, TYPE.tick);
  }
  const widthOfLabel = (code: number): number => canvas.widthOfCharacter(code, TYPE.axis);
  const name = shorten(`perturbation value of ${axis.title}`, plot.width, widthOfLabel);
  canvas.textCentred(name, plot.x + plot.width / 2, baseline + TYPE.axis.leading + 1, TYPE.axis);
}

function drawLegend(canvas: Canvas, plot: Rectangle): void {
  const baseline = plot.y - SPACE.small - 1;
  const y = baseline - canvas.capHeight(TYPE.tick) / 2;
  let { x } = plot;
  for (const series of LINES) {
    drawLine(canvas, series, [
      { x, y },
      { x: x + 18, y },
    ]);
    drawMarker(canvas, series, { x: x + 9, y });
    canvas.text(series.legend, x + 23, baseline, TYPE.tick);
    x += 23 + canvas.widthOf(series.legend, TYPE.tick) + SPACE.large;
  }
}

function drawSeries(canvas: Canvas, series: Series, points: readonly Point[]): void {
  drawLine(canvas, series, points);
  for (const point of points) drawMarker(canvas, series, point);
}

function drawLine(canvas: Canvas, { name, dash }: Series, points: readonly Point[]): void {
  const stroke = { ink: SERIES[name], width: 1.2 };
  canvas.polyline(points, dash === undefined ? stroke : { ...stroke, dash });
}

/** Round for ESI, square for drift. */
function drawMarker(canvas: Canvas, { name }: Series, { x, y }: Point): void {
  if (name === "esi") {
    canvas.fillCircle({ x, y }, MARKER, SERIES.esi);
    return;
  }
  const side = 2 * MARKER - 0.4;
  const square = { x: x - side / 2, y: y - side / 2, width: side, height: side };
  canvas.fillRectangle(square, SERIES.drift);
}
