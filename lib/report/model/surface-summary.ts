/** The summary of a surface: a row for each axis, and how its figures compare down each column. */
import { extent, shareOf } from "../scales/linear.ts";
import type { AxisModel, PointModel, SurfaceModel } from "./axes.ts";
import { counted } from "./numbers.ts";

/** What was measured. */
export function surfaceIntroduction({ axes, pointCount, baseline }: SurfaceModel): string {
  const measured =
    axes.length === 0
      ? "The surface names no axes."
      : `${counted(axes.length, "perturbation axis", "perturbation axes")} with ` +
        `${counted(pointCount, "point")} in all.`;
  const isKnown = baseline.esi !== undefined && baseline.drift !== undefined;
  return isKnown ? measured : `${measured} The case states no ESI and drift of a baseline.`;
}

interface StatedMember {
  readonly file: string;
  readonly axis: string;
  readonly overAll?: string;
}

export interface SummaryMeasure {
  readonly head: string;
  /** Undefined for an axis that does not state it. */
  readonly of: (axis: AxisModel) => number | undefined;
  readonly overAll: (surface: SurfaceModel) => number | undefined;
  /** Of one point, whose table has it exactly: three digits will do. */
  readonly isExtreme?: boolean;
  /** Which end of the column is tinted; neither where undefined. */
  readonly dark?: "high" | "low";
  /** The surface and the member in which an axis, and the whole surface, state it. */
  readonly stated?: StatedMember;
  /** The value at which the axis has it, where it is a figure of one point. */
  readonly at?: (axis: AxisModel) => string | undefined;
}

const CONFIDENCE = "confidence_surface.json";
const ENTROPY = "entropy_surface.json";

function robustness(member: string): StatedMember {
  return { file: "robustness_surface.json", axis: member, overAll: `global_${member}` };
}

/** Where an axis states a measure. */
export function placesOfAxis({ stated }: SummaryMeasure, { places }: AxisModel): string[] {
  if (stated === undefined) return [];
  return places
    .filter((place) => place.startsWith(`${stated.file}#`))
    .map((place) => `${place}/${stated.axis}`);
}

/** Where a surface states a measure over all of its axes. */
export function placesOverAll({ stated }: SummaryMeasure): string[] {
  return stated?.overAll === undefined ? [] : [`${stated.file}#/${stated.overAll}`];
}

export const SUMMARY_MEASURES: readonly SummaryMeasure[] = [
  {
    head: "Mean ESI",
    of: (axis) => axis.meanEsi,
    overAll: (all) => all.meanEsi,
    dark: "low",
    stated: robustness("mean_esi"),
  },
  {
    head: "ESI variance",
    of: (axis) => axis.varianceEsi,
    overAll: (all) => all.varianceEsi,
    dark: "high",
    stated: robustness("variance_esi"),
  },
  {
    head: "Lowest ESI",
    of: ({ points }) => extremesOf(points).lowestEsi,
    overAll: (all) => extremesOf(pointsOf(all)).lowestEsi,
    isExtreme: true,
    dark: "low",
    at: valueOfLowestEsi,
  },
  {
    head: "Mean drift",
    of: (axis) => axis.meanDrift,
    overAll: (all) => all.meanDrift,
    dark: "high",
    stated: robustness("mean_drift"),
  },
  {
    head: "Drift variance",
    of: (axis) => axis.varianceDrift,
    overAll: (all) => all.varianceDrift,
    dark: "high",
    stated: robustness("variance_drift"),
  },
  {
    head: "Highest drift",
    of: ({ points }) => extremesOf(points).highestDrift,
    overAll: (all) => extremesOf(pointsOf(all)).highestDrift,
    isExtreme: true,
    dark: "high",
    at: valueOfHighestDrift,
  },
];

/** What a case in rich mode adds. */
export const RICH_MEASURES: readonly SummaryMeasure[] = [
  {
    head: "Mean CSI",
    of: (axis) => axis.meanCsi,
    overAll: (all) => all.meanCsi,
    dark: "low",
    stated: { file: CONFIDENCE, axis: "mean_csi", overAll: "global_mean_csi" },
  },
  {
    head: "Mean confidence",
    of: (axis) => axis.meanConfidence,
    overAll: (all) => all.meanConfidence,
    stated: {
      file: CONFIDENCE,
      axis: "overall_mean_confidence",
      overAll: "global_mean_confidence",
    },
  },
  {
    head: "Confidence variance",
    of: (axis) => axis.confidenceVariance,
    overAll: (all) => all.confidenceVariance,
    dark: "high",
    stated: { file: CONFIDENCE, axis: "overall_variance" },
  },
  {
    head: "Mean EDM",
    of: (axis) => axis.meanEdm,
    overAll: (all) => all.meanEdm,
    dark: "high",
    stated: { file: ENTROPY, axis: "mean_edm", overAll: "global_mean_edm" },
  },
  {
    head: "Mean entropy",
    of: (axis) => axis.meanEntropy,
    overAll: (all) => all.meanEntropy,
    stated: { file: ENTROPY, axis: "overall_mean_entropy", overAll: "global_mean_entropy" },
  },
  {
    head: "Entropy variance",
    of: (axis) => axis.entropyVariance,
    overAll: (all) => all.entropyVariance,
    dark: "high",
    stated: { file: ENTROPY, axis: "overall_variance" },
  },
  {
    head: "Baseline entropy",
    of: (axis) => axis.baselineEntropy,
    overAll: (all) => all.baselineEntropy,
    stated: { file: ENTROPY, axis: "baseline_entropy", overAll: "baseline_entropy" },
  },
];

/** Those of the measures that the surface states anywhere. */
export function measuresIn(
  surface: SurfaceModel,
  measures: readonly SummaryMeasure[],
): readonly SummaryMeasure[] {
  return measures.filter(
    ({ of, overAll }) =>
      overAll(surface) !== undefined || surface.axes.some((axis) => of(axis) !== undefined),
  );
}

/** The axes with the lowest ESI first; those without ESI last, in the order of the case. */
export function axesByLowestEsi(axes: readonly AxisModel[]): AxisModel[] {
  const lowest = axes.map((axis) => ({
    axis,
    esi: extremesOf(axis.points).lowestEsi ?? Infinity,
  }));
  return lowest
    .toSorted((one, other) => (one.esi === other.esi ? 0 : one.esi < other.esi ? -1 : 1))
    .map(({ axis }) => axis);
}

/** Where several points have it, the first one in the order of the values. */
function valueOfLowestEsi({ points }: AxisModel): string | undefined {
  const { lowestEsi } = extremesOf(points);
  return points.find(({ esi }) => esi !== undefined && esi === lowestEsi)?.value.label;
}

function valueOfHighestDrift({ points }: AxisModel): string | undefined {
  const { highestDrift } = extremesOf(points);
  return points.find(({ drift }) => drift !== undefined && drift === highestDrift)?.value.label;
}

function pointsOf({ axes }: SurfaceModel): PointModel[] {
  return axes.flatMap(({ points }) => points);
}

/** The lowest ESI and the highest drift of some points; undefined if no point states them. */
export function extremesOf(points: readonly PointModel[]) {
  return {
    lowestEsi: extent(points.flatMap(({ esi }) => esi ?? []))?.min,
    highestDrift: extent(points.flatMap(({ drift }) => drift ?? []))?.max,
  };
}

/**
 * For each axis and measure, how far it is from the light end (0) to the dark end (1) of its column.
 * Undefined where a column has no two different values: one tint would say nothing.
 */
export function summaryTints(
  axes: readonly AxisModel[],
  measures: readonly SummaryMeasure[] = SUMMARY_MEASURES,
): (number | undefined)[][] {
  const columns = measures.map(({ of, dark }) => {
    const values = axes.map(of);
    const domain = extent(values.filter((value) => value !== undefined));
    if (domain === undefined || domain.min === domain.max || dark === undefined) return [];
    return values.map((value) => {
      if (value === undefined) return undefined;
      const share = shareOf(value, domain);
      return dark === "high" ? share : 1 - share;
    });
  });
  return axes.map((_axis, row) => columns.map((column) => column[row]));
}
