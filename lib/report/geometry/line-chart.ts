/** The part of a line chart that depends only on its axis, shared by the report and the page. */
import type { AxisModel, Baseline, PointModel } from "../model/axes.ts";
import { tickLabels } from "../model/numbers.ts";
import { type Measure, worstPoint } from "../model/worst.ts";
import { type Domain, shareOf, ticks, unitDomain } from "../scales/linear.ts";
import { thinned } from "../scales/thinning.ts";
import type { PerturbationScale } from "./perturbation-scale.ts";

const Y_TICKS = 5;
/** Runs of neighbours that a line with very many points is thinned by. */
export const RUNS = 100;
/** A constant series has the baseline's values everywhere. */
const MOST_RINGS = 70;
/** The most points for normal markers, and for small ones; with more points, markers would merge. */
const POINTS = { apart: 24, close: 70 } as const;

/** A line of a chart. */
export interface Series {
  readonly name: Measure;
  readonly legend: string;
}

/** ESI and drift, in one chart. */
export const SERIES_OF_AXIS: readonly Series[] = [
  { name: "esi", legend: "ESI" },
  { name: "drift", legend: "drift" },
];

/** CSI and EDM, in another beside it. */
export const RICH_SERIES: readonly Series[] = [
  { name: "csi", legend: "CSI" },
  { name: "edm", legend: "EDM" },
];

/** Those of the series that have a value at any point. */
export function seriesIn({ points }: AxisModel, series: readonly Series[]): readonly Series[] {
  return series.filter(({ name }) => points.some((point) => point[name] !== undefined));
}

type PlacedPoint = PerturbationScale["points"][number];

export interface ValueScale {
  readonly domain: Domain;
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
}

/** The scale of some series: zero to one, or wider. */
export function valueScale(
  points: readonly PointModel[],
  series: readonly Series[] = SERIES_OF_AXIS,
): ValueScale {
  const domain = unitDomain(
    points.flatMap((point) => series.flatMap(({ name }) => point[name] ?? [])),
  );
  const values = ticks(domain, Y_TICKS);
  return { domain, ticks: values, labels: tickLabels(values) };
}

/** A point that a line runs through. */
export interface LinePoint extends PlacedPoint {
  readonly value: number;
}

/** The points that a line runs through: those that have a value of its series. */
export function linePoints(
  points: PerturbationScale["points"],
  { name }: Series,
): readonly LinePoint[] {
  const measured = points.flatMap(({ share, point }) => {
    const value = point[name];
    return value === undefined ? [] : [{ share, point, value }];
  });
  return thinned(measured, ({ value }) => value, RUNS);
}

/** The position of a line's worst point on its chart; undefined if all points have the same value. */
export function placedWorst(
  points: PerturbationScale["points"],
  { name }: Pick<Series, "name">,
): LinePoint | undefined {
  const worst = worstPoint(
    points.map(({ point }) => point),
    name,
  );
  const placed = points.find(({ point }) => point === worst?.point);
  return worst === undefined || placed === undefined ? undefined : { ...placed, ...worst };
}

/**
 * How close the markers of an axis are to each other; undefined if they would merge and a line replaces them. Values
 * that are text have no order for a line, so their points always have markers.
 */
export function markerSpacing({
  points,
  numeric,
}: {
  readonly points: readonly unknown[];
  readonly numeric: boolean;
}): keyof typeof POINTS | undefined {
  if (points.length <= POINTS.apart) return "apart";
  return points.length <= POINTS.close || !numeric ? "close" : undefined;
}

/** The points with rings: those of the unperturbed image. */
export function ringedPoints({ points }: PerturbationScale): readonly PlacedPoint[] {
  return points.filter(({ point }) => point.unperturbed).slice(0, MOST_RINGS);
}

/** The baseline's values as shares of the scale, where no point has them and they lie within. */
export function dottedBaseline(
  axis: AxisModel,
  { esi, drift }: Baseline,
  domain: Domain,
): readonly { readonly name: "esi" | "drift"; readonly share: number }[] {
  if (axis.unperturbed.length > 0) return [];
  const lines = [
    ...(esi === undefined ? [] : [{ name: "esi" as const, share: shareOf(esi, domain) }]),
    ...(drift === undefined ? [] : [{ name: "drift" as const, share: shareOf(drift, domain) }]),
  ];
  return lines.filter(({ share }) => share >= 0 && share <= 1);
}
