import { INK, SPACE, TYPE } from "../layout/measures.ts";
import { shorten } from "../layout/wrap.ts";
import type { AxisModel, PointModel } from "../model/axes.ts";
import { tickLabels } from "../model/numbers.ts";
import type { Canvas, Point, Rectangle } from "../pdf/canvas.ts";
import { type Domain, shareOf, ticks, unitDomain } from "../scales/linear.ts";
import { SERIES } from "../scales/palettes.ts";
import { clearLabels } from "./axis-labels.ts";
import { type PerturbationScale, perturbationScale } from "./perturbation-scale.ts";

/** Room around the plot for legend, ticks and labels; at the left, the tick labels come on top. */
const ROOM = { top: 18, right: 6, bottom: 30, label: 24 } as const;
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
  const values = valueScale(axis.points);
  const left = ROOM.label + Math.max(...values.labels.map((label) => tickWidth(canvas, label)));
  const plot = {
    x: place.x + left,
    y: place.y + ROOM.top,
    width: place.width - left - ROOM.right,
    height: place.height - ROOM.top - ROOM.bottom,
  };
  const scale = perturbationScale(axis);
  drawValueAxis(canvas, plot, values, place.x);
  drawPerturbationAxis(canvas, plot, scale, `perturbation value of ${axis.title}`);
  canvas.strokeRectangle(plot, { ink: INK.frame, width: 0.6 });
  drawLegend(canvas, plot);
  for (const series of LINES) {
    const line = scale.points.map(({ share, point }) => ({
      x: plot.x + share * plot.width,
      y: plot.y + (1 - shareOf(point[series.name], values.domain)) * plot.height,
    }));
    drawSeries(canvas, series, line);
  }
}

interface ValueScale {
  readonly domain: Domain;
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
}

function valueScale(points: readonly PointModel[]): ValueScale {
  const domain = unitDomain(points.flatMap(({ esi, drift }) => [esi, drift]));
  const values = ticks(domain, Y_TICKS);
  return { domain, ticks: values, labels: tickLabels(values) };
}

function tickWidth(canvas: Canvas, label: string): number {
  return canvas.widthOf(label, TYPE.tick);
}

function drawValueAxis(canvas: Canvas, plot: Rectangle, scale: ValueScale, left: number): void {
  for (const [index, value] of scale.ticks.entries()) {
    const y = plot.y + (1 - shareOf(value, scale.domain)) * plot.height;
    canvas.line({ x: plot.x, y }, { x: plot.x + plot.width, y }, { ink: INK.grid, width: 0.5 });
    const baseline = y + canvas.capHeight(TYPE.tick) / 2;
    canvas.textRight(scale.labels[index] ?? "", plot.x - SPACE.small, baseline, TYPE.tick);
  }
  const label = "ESI and drift";
  const start = plot.y + plot.height / 2 + canvas.widthOf(label, TYPE.axis) / 2;
  canvas.textUpwards(label, left + TYPE.axis.size, start, TYPE.axis);
}

function drawPerturbationAxis(
  canvas: Canvas,
  plot: Rectangle,
  { labels, slot }: PerturbationScale,
  title: string,
): void {
  const widthOf = (code: number): number => canvas.widthOfCharacter(code, TYPE.tick);
  const bottom = plot.y + plot.height;
  for (const { share } of labels) {
    const x = plot.x + share * plot.width;
    canvas.line({ x, y: bottom }, { x, y: bottom + SPACE.hair }, { ink: INK.frame, width: 0.5 });
  }
  const baseline = bottom + SPACE.small + TYPE.tick.size;
  const placed = labels.map(({ share, text }) => ({ at: plot.x + share * plot.width, text }));
  const bounds = { left: plot.x - ROOM.label, right: plot.x + plot.width + ROOM.right };
  const maxWidth = slot * plot.width;
  for (const { at, text } of clearLabels(placed, widthOf, { ...bounds, maxWidth })) {
    canvas.textCentred(text, at, baseline, TYPE.tick);
  }
  const widthOfLabel = (code: number): number => canvas.widthOfCharacter(code, TYPE.axis);
  const name = shorten(title, plot.width, widthOfLabel);
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
