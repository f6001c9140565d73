import { INK, SPACE, TYPE } from "../layout/measures.ts";
import { shorten } from "../layout/wrap.ts";
import type { AxisModel, Baseline, PointModel } from "../model/axes.ts";
import { tickLabels } from "../model/numbers.ts";
import type { Canvas, Point, Rectangle } from "../pdf/canvas.ts";
import { type Domain, shareOf, ticks, unitDomain } from "../scales/linear.ts";
import { SERIES } from "../scales/palettes.ts";
import { thinned } from "../scales/thinning.ts";
import { clearLabels } from "./axis-labels.ts";
import { type PerturbationScale, perturbationScale } from "./perturbation-scale.ts";

/** Room around the plot for title, ticks and labels; at the left, the tick labels come on top. */
const ROOM = { top: 16, right: 5, bottom: 25, label: 27 } as const;
const Y_TICKS = 5;
/** The markers shrink where points stand close, and go where they would merge. */
const MARKERS = [
  { points: 24, radius: 1.8 },
  { points: 70, radius: 1.2 },
] as const;
/** Runs of neighbours that a line with very many points is thinned by. */
const RUNS = 100;

interface Series {
  readonly name: "esi" | "drift";
  readonly legend: string;
  readonly hint: string;
  readonly dash?: readonly [number, number];
}

/** The two lines differ in colour, dash and marker, so that a grey print still tells them apart. */
const LINES: readonly Series[] = [
  { name: "esi", legend: "ESI", hint: "ESI: higher is steadier" },
  { name: "drift", legend: "drift", hint: "drift: lower is steadier", dash: [3.2, 2.2] },
];

export interface LineChart {
  readonly axis: AxisModel;
  /** The values without perturbation, drawn as lines where no point has them. */
  readonly baseline: Baseline;
}

/** ESI and drift of one axis over its decoded perturbation values. */
export function drawLineChart(canvas: Canvas, place: Rectangle, chart: LineChart): void {
  const { axis } = chart;
  const values = valueScale(axis.points);
  const widest = Math.max(...values.labels.map((label) => canvas.widthOf(label, TYPE.tick)));
  const left = ROOM.label + widest;
  const plot = {
    x: place.x + left,
    y: place.y + ROOM.top,
    width: place.width - left - ROOM.right,
    height: place.height - ROOM.top - ROOM.bottom,
  };
  drawTitle(canvas, place, axis.title);
  drawValueAxis(canvas, plot, values, place.x);
  const scale = perturbationScale(axis);
  drawPerturbationAxis(canvas, plot, scale);
  drawReference(canvas, plot, scale, values.domain, chart);
  canvas.strokeRectangle(plot, { ink: INK.frame, width: 0.6 });
  for (const series of LINES) drawSeries(canvas, plot, series, scale.points, values.domain);
  drawRings(canvas, plot, scale, values.domain);
}

/** The axis's name at the left, the legend at the right. */
function drawTitle(canvas: Canvas, place: Rectangle, title: string): void {
  const baseline = place.y + TYPE.chartTitle.size;
  const y = baseline - canvas.capHeight(TYPE.tick) / 2;
  let right = place.x + place.width - ROOM.right;
  for (const series of LINES.toReversed()) {
    canvas.textRight(series.legend, right, baseline, TYPE.tick);
    const end = right - canvas.widthOf(series.legend, TYPE.tick) - SPACE.small;
    const start = end - LEGEND_LINE;
    drawLine(canvas, series, [
      { x: start, y },
      { x: end, y },
    ]);
    drawMarker(canvas, series, { x: (start + end) / 2, y }, MARKERS[0].radius);
    right = start - SPACE.medium;
  }
  const name = shorten(title, right - place.x, (code) =>
    canvas.widthOfCharacter(code, TYPE.chartTitle),
  );
  canvas.text(name, place.x, baseline, TYPE.chartTitle);
}

const LEGEND_LINE = 18;

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

function drawValueAxis(canvas: Canvas, plot: Rectangle, scale: ValueScale, left: number): void {
  for (const [index, value] of scale.ticks.entries()) {
    const y = plot.y + (1 - shareOf(value, scale.domain)) * plot.height;
    canvas.line({ x: plot.x, y }, { x: plot.x + plot.width, y }, { ink: INK.grid, width: 0.5 });
    const baseline = y + canvas.capHeight(TYPE.tick) / 2;
    canvas.textRight(scale.labels[index] ?? "", plot.x - SPACE.small, baseline, TYPE.tick);
  }
  for (const [index, { hint }] of LINES.entries()) {
    const start = plot.y + plot.height / 2 + canvas.widthOf(hint, TYPE.tick) / 2;
    canvas.textUpwards(hint, left + TYPE.tick.size + index * TYPE.tick.leading, start, TYPE.tick);
  }
}

function drawPerturbationAxis(
  canvas: Canvas,
  plot: Rectangle,
  { labels, slot }: PerturbationScale,
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
  const middle = plot.x + plot.width / 2;
  canvas.textCentred("perturbation value", middle, baseline + TYPE.tick.leading + 1, TYPE.tick);
}

type PlacedPoints = PerturbationScale["points"];

function drawSeries(
  canvas: Canvas,
  plot: Rectangle,
  series: Series,
  points: PlacedPoints,
  domain: Domain,
): void {
  const shown = thinned(points, ({ point }) => point[series.name], RUNS);
  const places = shown.map(({ share, point }) => placeOn(plot, share, point[series.name], domain));
  drawLine(canvas, series, places);
  const marker = MARKERS.find((size) => points.length <= size.points);
  if (marker === undefined) return;
  for (const place of places) drawMarker(canvas, series, place, marker.radius);
}

function placeOn(plot: Rectangle, share: number, value: number, domain: Domain): Point {
  return {
    x: plot.x + share * plot.width,
    y: plot.y + (1 - shareOf(value, domain)) * plot.height,
  };
}

/** A line up through the unperturbed points; where there are none, lines across at the baseline's values. */
function drawReference(
  canvas: Canvas,
  plot: Rectangle,
  { points }: PerturbationScale,
  domain: Domain,
  { axis, baseline }: LineChart,
): void {
  const bottom = plot.y + plot.height;
  for (const { share } of points.filter(isUnperturbed).slice(0, MOST_RINGS)) {
    const x = plot.x + share * plot.width;
    canvas.line({ x, y: plot.y }, { x, y: bottom }, { ink: INK.frame, width: 0.5, dash: [2, 2] });
  }
  if (axis.unperturbed.length > 0) return;
  for (const { name } of LINES) {
    const share = shareOf(baseline[name], domain);
    if (share < 0 || share > 1) continue;
    const y = bottom - share * plot.height;
    const stroke = { ink: SERIES[name], width: 0.9, dash: [0.9, 2] } as const;
    canvas.line({ x: plot.x, y }, { x: plot.x + plot.width, y }, stroke);
  }
}

/** A constant series has the baseline's values everywhere. */
const MOST_RINGS = 70;
const RING = 3.6;

function drawRings(
  canvas: Canvas,
  plot: Rectangle,
  { points }: PerturbationScale,
  domain: Domain,
): void {
  for (const { share, point } of points.filter(isUnperturbed).slice(0, MOST_RINGS)) {
    for (const { name } of LINES) {
      const centre = placeOn(plot, share, point[name], domain);
      canvas.strokeCircle(centre, RING, { ink: INK.text, width: 0.8 });
    }
  }
}

function isUnperturbed({ point }: PlacedPoints[number]): boolean {
  return point.unperturbed;
}

function drawLine(canvas: Canvas, { name, dash }: Series, points: readonly Point[]): void {
  const stroke = { ink: SERIES[name], width: 1.2 };
  canvas.polyline(points, dash === undefined ? stroke : { ...stroke, dash });
}

/** Round for ESI, square for drift. */
function drawMarker(canvas: Canvas, { name }: Series, { x, y }: Point, radius: number): void {
  if (name === "esi") {
    canvas.fillCircle({ x, y }, radius, SERIES.esi);
    return;
  }
  const side = 2 * radius - 0.3;
  const square = { x: x - side / 2, y: y - side / 2, width: side, height: side };
  canvas.fillRectangle(square, SERIES.drift);
}
