/** What of a line chart depends on its axis alone, for the report and the page to draw alike. */
import type { AxisModel, Baseline, PointModel } from "../model/axes.ts";
import { tickLabels } from "../model/numbers.ts";
import { type Domain, shareOf, ticks, unitDomain } from "../scales/linear.ts";
import { thinned } from "../scales/thinning.ts";
import type { PerturbationScale } from "./perturbation-scale.ts";

const Y_TICKS = 5;
/** Runs of neighbours that a line with very many points is thinned by. */
const RUNS = 100;
/** A constant series has the baseline's values everywhere. */
const MOST_RINGS = 70;
/** Up to how many points the markers stand apart, stand close; with more they would merge. */
const POINTS = { apart: 24, close: 70 } as const;

/** A line of a chart. */
export interface Series {
  readonly name: "esi" | "drift" | "csi" | "edm";
  readonly legend: string;
}

/** ESI and drift, in one chart. */
export const SERIES_OF_AXIS: readonly Series[] = [
  { name: "esi", legend: "ESI" },
  { name: "drift", legend: "drift" },
];

/** Confidence and entropy, in another beside it. */
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

/** Of these, the lowest value is the worst; of the others, the highest. */
const WORSE_BELOW: ReadonlySet<Series["name"]> = new Set(["esi", "csi"]);

/** The first of the worst points of a line; undefined for one that has the same value everywhere. */
export function worstPoint(
  points: PerturbationScale["points"],
  { name }: Pick<Series, "name">,
): LinePoint | undefined {
  const sign = WORSE_BELOW.has(name) ? 1 : -1;
  let worst: LinePoint | undefined;
  let differs = false;
  for (const { share, point } of points) {
    const value = point[name];
    if (value === undefined) continue;
    differs ||= worst !== undefined && value !== worst.value;
    if (worst === undefined || sign * value < sign * worst.value) worst = { share, point, value };
  }
  return differs ? worst : undefined;
}

/** How close the markers of so many points stand; undefined where they would merge. */
export function markerSpacing(count: number): keyof typeof POINTS | undefined {
  if (count <= POINTS.apart) return "apart";
  return count <= POINTS.close ? "close" : undefined;
}

/** The points that are ringed: where the image is as it was. */
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
