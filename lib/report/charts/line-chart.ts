import { clearLabels } from "../geometry/axis-labels.ts";
import { type Series, type ValueScale, valueScale } from "../geometry/line-chart.ts";
import type { PerturbationScale } from "../geometry/perturbation-scale.ts";
import { shorten } from "../geometry/shorten.ts";
import { INK, SPACE, TYPE } from "../layout/measures.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import { shareOf } from "../scales/linear.ts";
import { SERIES } from "../scales/palettes.ts";
import { type LineChart, plotted, type Plotted, type PlottedLine } from "./plotted.ts";
import { drawKey, drawLine, drawMarker, MARKER_RADIUS } from "./series-marks.ts";
import { required } from "../../required.ts";
import { drawWorst, RING } from "./worst-points.ts";

/** Room around the plot for title, ticks and labels; at the left, the tick labels come on top. */
const ROOM = { top: 18, right: 5, bottom: 25, label: 18 } as const;

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
  const drawn = plotted(chart, plot, values.domain);
  drawPerturbationAxis(canvas, plot, drawn.scale);
  drawReference(canvas, drawn);
  canvas.strokeRectangle(plot, { ink: INK.frame, width: 0.6 });
  for (const line of drawn.lines) drawSeries(canvas, line, drawn.spacing);
  for (const centre of drawn.rings) {
    canvas.strokeCircle(centre, RING, { ink: INK.text, width: 0.8 });
  }
  drawWorst(canvas, drawn);
}

function legendOf(series: readonly Series[]): string {
  return series.map(({ legend }) => legend).join(", ");
}

/** The axis's name at the left, the legend at the right. */
function drawTitle(
  canvas: Canvas,
  place: Rectangle,
  { axis: { title, numeric }, series: all }: LineChart,
): void {
  const baseline = place.y + TYPE.chartTitle.size;
  const y = baseline - canvas.capHeight(TYPE.tick) / 2;
  let right = place.x + place.width - ROOM.right;
  for (const series of all.toReversed()) {
    canvas.textRight(series.legend, right, baseline, TYPE.tick);
    const end = right - canvas.widthOf(series.legend, TYPE.tick) - SPACE.small;
    const start = drawKey(canvas, series, { x: end, y }, numeric);
    right = start - SPACE.medium;
  }
  const name = shorten(title, right - place.x, (code) =>
    canvas.widthOfCharacter(code, TYPE.chartTitle),
  );
  canvas.text(name, place.x, baseline, TYPE.chartTitle);
}

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

/** The line, where the values have an order, and the markers on it. */
function drawSeries(
  canvas: Canvas,
  { series, places, segments }: PlottedLine,
  spacing: Plotted["spacing"],
): void {
  if (segments.length > 0) drawLine(canvas, series, places);
  if (spacing === undefined) return;
  for (const place of places) drawMarker(canvas, series, place, MARKER_RADIUS[spacing]);
}

/** Draws a vertical line through the unperturbed points, or else horizontal lines at the baseline's values. */
function drawReference(canvas: Canvas, { uprights, dotted }: Plotted): void {
  for (const { from, to } of uprights) {
    canvas.line(from, to, { ink: INK.frame, width: 0.5, dash: [2, 2] });
  }
  for (const { name, line } of dotted) {
    canvas.line(line.from, line.to, { ink: SERIES[name], width: 0.9, dash: [0.9, 2] });
  }
}
