import { clearLabels, pointLabel } from "../geometry/axis-labels.ts";
import {
  dottedBaseline,
  linePoints,
  markerSpacing,
  ringedPoints,
  type Series,
  type ValueScale,
  valueScale,
  worstPoint,
} from "../geometry/line-chart.ts";
import { type PerturbationScale, perturbationScale } from "../geometry/perturbation-scale.ts";
import { shorten } from "../geometry/shorten.ts";
import { INK, SPACE, type TextStyle, TYPE } from "../layout/measures.ts";
import { figure } from "../model/numbers.ts";
import type { AxisModel, Baseline } from "../model/axes.ts";
import type { Canvas, Point, Rectangle } from "../pdf/canvas.ts";
import { type Domain, shareOf } from "../scales/linear.ts";
import { SERIES, WORSE } from "../scales/palettes.ts";
import { required } from "../../required.ts";

/** Room around the plot for title, ticks and labels; at the left, the tick labels come on top. */
const ROOM = { top: 18, right: 5, bottom: 25, label: 18 } as const;
/** The markers' radius: they shrink where points stand close. */
const MARKER_RADIUS = { apart: 1.8, close: 1.2 } as const;

/** The two lines differ in colour, dash and marker, so that a grey print still tells them apart. */
const DASHES = {
  esi: undefined,
  drift: [3.2, 2.2],
  csi: undefined,
  edm: [3.2, 2.2],
} as const;

export interface LineChart {
  readonly axis: AxisModel;
  readonly series: readonly Series[];
  /** The values without perturbation, drawn as lines where no point has them. */
  readonly baseline: Baseline;
}

/** Some series of one axis over its decoded perturbation values. */
export function drawLineChart(canvas: Canvas, place: Rectangle, chart: LineChart): void {
  const { axis, series } = chart;
  const values = valueScale(axis.points, series);
  const widest = Math.max(...values.labels.map((label) => canvas.widthOf(label, TYPE.tick)));
  const left = ROOM.label + widest;
  const plot = {
    x: place.x + left,
    y: place.y + ROOM.top,
    width: place.width - left - ROOM.right,
    height: place.height - ROOM.top - ROOM.bottom,
  };
  drawTitle(canvas, place, chart);
  drawValueAxis(canvas, plot, values, { left: place.x, name: legendOf(series) });
  const scale = perturbationScale(axis);
  drawPerturbationAxis(canvas, plot, scale);
  drawReference(canvas, plot, scale, values.domain, chart);
  canvas.strokeRectangle(plot, { ink: INK.frame, width: 0.6 });
  for (const line of series) drawSeries(canvas, plot, line, scale.points, values.domain);
  drawRings(canvas, plot, scale, values.domain, series);
  drawWorst(canvas, plot, scale, values.domain, series);
}

function legendOf(series: readonly Series[]): string {
  return series.map(({ legend }) => legend).join(", ");
}

/** The axis's name at the left, the legend at the right. */
function drawTitle(
  canvas: Canvas,
  place: Rectangle,
  { axis: { title }, series: all }: LineChart,
): void {
  const baseline = place.y + TYPE.chartTitle.size;
  const y = baseline - canvas.capHeight(TYPE.tick) / 2;
  let right = place.x + place.width - ROOM.right;
  for (const series of all.toReversed()) {
    canvas.textRight(series.legend, right, baseline, TYPE.tick);
    const end = right - canvas.widthOf(series.legend, TYPE.tick) - SPACE.small;
    const start = end - LEGEND_LINE;
    drawLine(canvas, series, [
      { x: start, y },
      { x: end, y },
    ]);
    drawMarker(canvas, series, { x: (start + end) / 2, y }, MARKER_RADIUS.apart);
    right = start - SPACE.medium;
  }
  const name = shorten(title, right - place.x, (code) =>
    canvas.widthOfCharacter(code, TYPE.chartTitle),
  );
  canvas.text(name, place.x, baseline, TYPE.chartTitle);
}

const LEGEND_LINE = 18;

function drawValueAxis(
  canvas: Canvas,
  plot: Rectangle,
  scale: ValueScale,
  { left, name }: { readonly left: number; readonly name: string },
): void {
  for (const [index, value] of scale.ticks.entries()) {
    const y = plot.y + (1 - shareOf(value, scale.domain)) * plot.height;
    canvas.line({ x: plot.x, y }, { x: plot.x + plot.width, y }, { ink: INK.grid, width: 0.5 });
    const baseline = y + canvas.capHeight(TYPE.tick) / 2;
    canvas.textRight(
      required(scale.labels[index], "every tick has a label"),
      plot.x - SPACE.small,
      baseline,
      TYPE.tick,
    );
  }
  const start = plot.y + plot.height / 2 + canvas.widthOf(name, TYPE.tick) / 2;
  canvas.textUpwards(name, left + TYPE.tick.size, start, TYPE.tick);
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
  const places = linePoints(points, series).map(({ share, value }) =>
    placeOn(plot, share, value, domain),
  );
  drawLine(canvas, series, places);
  const spacing = markerSpacing(points.length);
  if (spacing === undefined) return;
  for (const place of places) drawMarker(canvas, series, place, MARKER_RADIUS[spacing]);
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
  scale: PerturbationScale,
  domain: Domain,
  { axis, baseline, series }: LineChart,
): void {
  const bottom = plot.y + plot.height;
  for (const { share } of ringedPoints(scale)) {
    const x = plot.x + share * plot.width;
    canvas.line({ x, y: plot.y }, { x, y: bottom }, { ink: INK.frame, width: 0.5, dash: [2, 2] });
  }
  const drawn = new Set<string>(series.map(({ name }) => name));
  for (const { name, share } of dottedBaseline(axis, baseline, domain)) {
    if (!drawn.has(name)) continue;
    const y = bottom - share * plot.height;
    const stroke = { ink: SERIES[name], width: 0.9, dash: [0.9, 2] } as const;
    canvas.line({ x: plot.x, y }, { x: plot.x + plot.width, y }, stroke);
  }
}

const RING = 3.6;

function drawRings(
  canvas: Canvas,
  plot: Rectangle,
  scale: PerturbationScale,
  domain: Domain,
  series: readonly Series[],
): void {
  for (const { share, point } of ringedPoints(scale)) {
    for (const { name } of series) {
      const value = point[name];
      if (value === undefined) continue;
      const centre = placeOn(plot, share, value, domain);
      canvas.strokeCircle(centre, RING, { ink: INK.text, width: 0.8 });
    }
  }
}

const WORST_LABEL: TextStyle = { ...TYPE.tick, face: "bold", ink: WORSE };
/** From the middle of a point to its label. */
const WORST_GAP = 5;

/** A diamond around the worst point of each line, with its value beside it. */
function drawWorst(
  canvas: Canvas,
  plot: Rectangle,
  scale: PerturbationScale,
  domain: Domain,
  series: readonly Series[],
): void {
  const marked = series.flatMap((line) => {
    const worst = worstPoint(scale.points, line);
    if (worst === undefined) return [];
    return [{ value: worst.value, centre: placeOn(plot, worst.share, worst.value, domain) }];
  });
  for (const { centre } of marked) drawDiamond(canvas, centre);
  const side = 2 * DIAMOND;
  const taken: Rectangle[] = marked.map(({ centre: { x, y } }) => {
    return { x: x - DIAMOND, y: y - DIAMOND, width: side, height: side };
  });
  for (const { value, centre } of marked) {
    const text = figure(value);
    const size = { width: canvas.widthOf(text, WORST_LABEL), height: WORST_LABEL.size };
    const label = pointLabel(centre, size, plot, WORST_GAP, taken);
    if (label === undefined) continue;
    taken.push(label);
    const baseline = label.y + (label.height + canvas.capHeight(WORST_LABEL)) / 2;
    canvas.fillRectangle(label, INK.white);
    canvas.text(text, label.x, baseline, WORST_LABEL);
  }
}

const DIAMOND = 4;

function drawDiamond(canvas: Canvas, { x, y }: Point): void {
  const corners = [
    { x, y: y - DIAMOND },
    { x: x + DIAMOND, y },
    { x, y: y + DIAMOND },
    { x: x - DIAMOND, y },
    { x, y: y - DIAMOND },
  ];
  canvas.polyline(corners, { ink: WORSE, width: 1.1 });
}

function drawLine(canvas: Canvas, { name }: Series, points: readonly Point[]): void {
  const dash = DASHES[name];
  const stroke = { ink: SERIES[name], width: 1.2 };
  canvas.polyline(points, dash === undefined ? stroke : { ...stroke, dash });
}

/** Round for ESI and CSI, square for drift and EDM. */
function drawMarker(canvas: Canvas, { name }: Series, { x, y }: Point, radius: number): void {
  if (name === "esi" || name === "csi") {
    canvas.fillCircle({ x, y }, radius, SERIES[name]);
    return;
  }
  const side = 2 * radius - 0.3;
  const square = { x: x - side / 2, y: y - side / 2, width: side, height: side };
  canvas.fillRectangle(square, SERIES[name]);
}
