/** The chart of an axis in pixels: what it draws is decided with the report, only the places are its own. */
import { clearLabels } from "../../../../lib/report/geometry/axis-labels.ts";
import {
  dottedBaseline,
  linePoints,
  markerSpacing,
  ringedPoints,
  type Series,
  type ValueScale,
  valueScale,
} from "../../../../lib/report/geometry/line-chart.ts";
import {
  type PerturbationScale,
  perturbationScale,
} from "../../../../lib/report/geometry/perturbation-scale.ts";
import type { AxisModel, Baseline, PointModel } from "../../../../lib/report/model/axes.ts";
import { shareOf } from "../../../../lib/report/scales/linear.ts";
import { linePath, markerPath, ringPath, rounded } from "./svg-path.ts";
import { characterWidths, textWidth } from "./text-width.ts";

/** Pixels; from the drawing's left and top. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface DrawnSeries {
  readonly name: Series["name"];
  /** Empty where the values are text: they have no order to draw a line along. */
  readonly line: string;
  /** Undefined if the markers would overlap. */
  readonly markers: string | undefined;
}

/** A point that can be read off. */
interface DrawnPoint {
  readonly x: number;
  /** Only of the series that the point has a value of. */
  readonly y: Readonly<Partial<Record<Series["name"], number>>>;
  readonly point: PointModel;
}

/** The frame of a chart along an axis, with the ticks of both directions. */
export interface ChartFrame {
  readonly plot: Rectangle;
  readonly values: readonly { readonly y: number; readonly label: string }[];
  readonly marks: readonly number[];
  readonly labels: readonly { readonly x: number; readonly text: string }[];
}

export interface AxisChart extends ChartFrame {
  readonly series: readonly DrawnSeries[];
  /** Where the image is as it was: lines up, and rings around the values. */
  readonly unperturbed: readonly number[];
  readonly rings: string;
  /** The baseline's values, where no point has them. */
  readonly dotted: readonly { readonly name: Series["name"]; readonly y: number }[];
  /** All points, from left to right. */
  readonly points: readonly DrawnPoint[];
}

/** The size of the labels along the axes. */
const LABEL_SIZE = 12;
const ROOM = { top: 8, right: 10, bottom: 24, gap: 8 } as const;
export const MARKER_RADIUS = { apart: 3, close: 2 } as const;
const RING = 6;

/** The chart of some series at a size in pixels; without a known baseline nothing is dotted. */
export function axisChart(
  axis: AxisModel,
  shown: readonly Series[],
  baseline: Baseline | undefined,
  size: { readonly width: number; readonly height: number },
): AxisChart {
  const scale = perturbationScale(axis);
  const values = valueScale(axis.points, shown);
  const frame = chartFrame(scale, values, size);
  const { plot } = frame;
  const drawn = (placed: Placed): DrawnPoint => drawnPoint(plot, values, placed, shown);
  const ringed = ringedPoints(scale).map(drawn);
  const names = new Set(shown.map(({ name }) => name));
  const dotted = baseline === undefined ? [] : dottedBaseline(axis, baseline, values.domain);
  return {
    ...frame,
    series: shown.map((series) => drawnSeries(series, axis, scale, drawn)),
    unperturbed: ringed.map(({ x }) => x),
    rings: ringed
      .flatMap(({ x, y }) => Object.values(y).map((height) => ringPath(x, height, RING)))
      .join(""),
    dotted: dotted
      .filter(({ name }) => names.has(name))
      .map(({ name, share }) => ({
        name,
        y: rounded(plot.y + (1 - share) * plot.height),
      })),
    points: scale.points.map(drawn),
  };
}

/** The frame of a chart at a size in pixels. */
export function chartFrame(
  scale: Pick<PerturbationScale, "labels" | "slot">,
  values: ValueScale,
  size: { readonly width: number; readonly height: number },
): ChartFrame {
  const plot = plotOf(values, size);
  return {
    plot,
    values: valueMarks(values, plot),
    marks: scale.labels.map(({ share }) => rounded(plot.x + share * plot.width)),
    labels: labelsOf(scale, plot),
  };
}

type Placed = PerturbationScale["points"][number];

function plotOf({ labels }: ValueScale, size: { width: number; height: number }): Rectangle {
  const widest = Math.max(0, ...labels.map((label) => textWidth(label, LABEL_SIZE)));
  const x = Math.ceil(widest) + ROOM.gap;
  return {
    x,
    y: ROOM.top,
    width: Math.max(size.width - x - ROOM.right, 1),
    height: size.height - ROOM.top - ROOM.bottom,
  };
}

function drawnPoint(
  plot: Rectangle,
  { domain }: ValueScale,
  { share, point }: Placed,
  shown: readonly Series[],
): DrawnPoint {
  const y: Partial<Record<Series["name"], number>> = {};
  const heightOf = (value: number): number =>
    rounded(plot.y + (1 - shareOf(value, domain)) * plot.height);
  for (const { name } of shown) {
    const value = point[name];
    if (value !== undefined) y[name] = heightOf(value);
  }
  return { x: rounded(plot.x + share * plot.width), y, point };
}

function valueMarks({ ticks, labels, domain }: ValueScale, plot: Rectangle): ChartFrame["values"] {
  return ticks.map((value, index) => ({
    y: rounded(plot.y + (1 - shareOf(value, domain)) * plot.height),
    label: labels[index] ?? "",
  }));
}

function labelsOf(
  { labels, slot }: Pick<PerturbationScale, "labels" | "slot">,
  plot: Rectangle,
): ChartFrame["labels"] {
  const placed = labels.map(({ share, text }) => ({ at: plot.x + share * plot.width, text }));
  const bounds = { left: 0, right: plot.x + plot.width + ROOM.right };
  const maxWidth = Math.max(slot * plot.width, LABEL_SIZE * 2);
  return clearLabels(placed, characterWidths(LABEL_SIZE), { ...bounds, maxWidth }).map(
    ({ at, text }) => ({ x: rounded(at), text }),
  );
}

function drawnSeries(
  series: Series,
  axis: AxisModel,
  { points }: PerturbationScale,
  drawn: (placed: Placed) => DrawnPoint,
): DrawnSeries {
  const { name } = series;
  const places = linePoints(points, series)
    .map(drawn)
    .flatMap(({ x, y }) => {
      const height = y[name];
      return height === undefined ? [] : [{ x, y: height }];
    });
  const spacing = markerSpacing(axis);
  const markers =
    spacing === undefined ? undefined : markerPath(name, places, MARKER_RADIUS[spacing]);
  return { name, line: axis.numeric ? linePath(places) : "", markers };
}
