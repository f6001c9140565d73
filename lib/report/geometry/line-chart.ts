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

/** A line of the chart and how to read it. */
export interface Series {
  readonly name: "esi" | "drift";
  readonly legend: string;
  readonly hint: string;
}

export const SERIES_OF_AXIS: readonly Series[] = [
  { name: "esi", legend: "ESI", hint: "ESI: higher is steadier" },
  { name: "drift", legend: "drift", hint: "drift: lower is steadier" },
];

type PlacedPoint = PerturbationScale["points"][number];

export interface ValueScale {
  readonly domain: Domain;
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
}

/** The scale of ESI and drift: zero to one, or wider. */
export function valueScale(points: readonly PointModel[]): ValueScale {
  const domain = unitDomain(points.flatMap(({ esi, drift }) => [esi, drift]));
  const values = ticks(domain, Y_TICKS);
  return { domain, ticks: values, labels: tickLabels(values) };
}

/** The points that a line runs through. */
export function linePoints(
  points: PerturbationScale["points"],
  { name }: Series,
): PerturbationScale["points"] {
  return thinned(points, ({ point }) => point[name], RUNS);
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
  baseline: Baseline,
  domain: Domain,
): readonly { readonly name: Series["name"]; readonly share: number }[] {
  if (axis.unperturbed.length > 0) return [];
  return SERIES_OF_AXIS.map(({ name }) => ({
    name,
    share: shareOf(baseline[name], domain),
  })).filter(({ share }) => share >= 0 && share <= 1);
}
