import {
  dottedBaseline,
  linePoints,
  markerSpacing,
  ringedPoints,
  type Series,
} from "../geometry/line-chart.ts";
import { type Segment, segmentsOf } from "../geometry/boxes.ts";
import { type PerturbationScale, perturbationScale } from "../geometry/perturbation-scale.ts";
import type { AxisModel, Baseline } from "../model/axes.ts";
import type { Point, Rectangle } from "../pdf/canvas.ts";
import { type Domain, shareOf } from "../scales/linear.ts";

export interface LineChart {
  readonly axis: AxisModel;
  readonly series: readonly Series[];
  /** The values without perturbation, drawn as lines if no point has them. */
  readonly baseline: Baseline;
}

/** A line chart on its plot: the place of everything that is drawn in it. */
export interface Plotted {
  readonly plot: Rectangle;
  readonly scale: PerturbationScale;
  readonly domain: Domain;
  readonly lines: readonly PlottedLine[];
  /** How close the markers are to each other; undefined for a line without markers. */
  readonly spacing: ReturnType<typeof markerSpacing>;
  /** The positions of vertical lines through the points that have the baseline's values. */
  readonly uprights: readonly Segment[];
  /** The middles of the rings around these points. */
  readonly rings: readonly Point[];
  /** The positions of horizontal lines at the baseline's values, if no point has them. */
  readonly dotted: readonly { readonly name: Series["name"]; readonly line: Segment }[];
}

export interface PlottedLine {
  readonly series: Series;
  readonly places: readonly Point[];
  /** Between the places; none where the values of the axis are text and have no order. */
  readonly segments: readonly Segment[];
}

export function plotted(chart: LineChart, plot: Rectangle, domain: Domain): Plotted {
  const { axis, series } = chart;
  const scale = perturbationScale(axis);
  const ringed = ringedPoints(scale);
  const rings = ringed.flatMap(({ share, point }) =>
    series.flatMap(({ name }) => {
      const value = point[name];
      return value === undefined ? [] : [placeOn(plot, domain, share, value)];
    }),
  );
  const lines = series.map((line) => plottedLine(line, chart, { plot, scale, domain }));
  const uprights = ringed.map(({ share }) => upright(plot, share));
  const dotted = dottedLines(chart, plot, domain);
  return { plot, scale, domain, lines, spacing: markerSpacing(axis), uprights, rings, dotted };
}

function plottedLine(
  series: Series,
  { axis }: LineChart,
  { plot, scale, domain }: Pick<Plotted, "plot" | "scale" | "domain">,
): PlottedLine {
  const places = linePoints(scale.points, series).map(({ share, value }) =>
    placeOn(plot, domain, share, value),
  );
  return { series, places, segments: axis.numeric ? segmentsOf(places) : [] };
}

export function placeOn(plot: Rectangle, domain: Domain, share: number, value: number): Point {
  return {
    x: plot.x + share * plot.width,
    y: plot.y + (1 - shareOf(value, domain)) * plot.height,
  };
}

function upright(plot: Rectangle, share: number): Segment {
  const x = plot.x + share * plot.width;
  return { from: { x, y: plot.y }, to: { x, y: plot.y + plot.height } };
}

function dottedLines(
  { axis, baseline, series }: LineChart,
  plot: Rectangle,
  domain: Domain,
): Plotted["dotted"] {
  return dottedBaseline(axis, baseline, domain)
    .filter(({ name }) => series.some((drawn) => drawn.name === name))
    .map(({ name, share }) => {
      const y = plot.y + (1 - share) * plot.height;
      return { name, line: { from: { x: plot.x, y }, to: { x: plot.x + plot.width, y } } };
    });
}
