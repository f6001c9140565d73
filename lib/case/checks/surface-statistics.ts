/** Whether the stated means and variances of the three surfaces are those of their points. */
import type { ConfidenceSurface, EntropySurface, RobustnessSurface } from "../schemas.ts";
import { compareTexts } from "./agreement.ts";
import type { CheckDefinition } from "./check.ts";
import { csiPoints, edmPoints } from "./rich-points.ts";
import { type AxisStatistic, compareAxes, compareOverall } from "./stated-statistics.ts";
import { mean, variance } from "./statistics.ts";
import type { Tally } from "./tally.ts";
import { optionalText } from "./tolerance.ts";

type RobustnessAxis = RobustnessSurface["axes"][number];
type RobustnessPoint = RobustnessAxis["points"][number];
type ConfidenceAxis = ConfidenceSurface["confidence_surfaces"][number];
type EntropyAxis = EntropySurface["entropy_surfaces"][number];

const esi = (point: RobustnessPoint) => point.esi;
const drift = (point: RobustnessPoint) => point.drift;

const ROBUSTNESS: readonly AxisStatistic<RobustnessAxis, RobustnessPoint>[] = [
  {
    words: "mean ESI",
    member: "mean_esi",
    stated: (axis) => axis.mean_esi,
    of: esi,
    statistic: mean,
  },
  {
    words: "mean drift",
    member: "mean_drift",
    stated: (axis) => axis.mean_drift,
    of: drift,
    statistic: mean,
  },
  {
    words: "variance of ESI",
    member: "variance_esi",
    stated: (axis) => axis.variance_esi,
    of: esi,
    statistic: variance,
  },
  {
    words: "variance of drift",
    member: "variance_drift",
    stated: (axis) => axis.variance_drift,
    of: drift,
    statistic: variance,
  },
];

export const SURFACE_STATISTICS: CheckDefinition = {
  id: "surface_statistics",
  title: "The stated means and variances of ESI and drift are those of the points",
  where: "robustness_surface.json",
  needs: "a robustness surface that states a mean or variance",
  run({ robustness_surface: surface }, tally) {
    if (surface === undefined) return;
    compareAxes(tally, "robustness_surface.json#/axes", surface.axes, ROBUSTNESS);
    compareOverall(tally, surface.axes, [
      {
        words: "mean ESI",
        where: "robustness_surface.json#/global_mean_esi",
        stated: surface.global_mean_esi,
        of: esi,
        statistic: mean,
      },
      {
        words: "mean drift",
        where: "robustness_surface.json#/global_mean_drift",
        stated: surface.global_mean_drift,
        of: drift,
        statistic: mean,
      },
      {
        words: "variance of ESI",
        where: "robustness_surface.json#/global_variance_esi",
        stated: surface.global_variance_esi,
        of: esi,
        statistic: variance,
      },
      {
        words: "variance of drift",
        where: "robustness_surface.json#/global_variance_drift",
        stated: surface.global_variance_drift,
        of: drift,
        statistic: variance,
      },
    ]);
  },
};

/** Compares a mean that the metrics state with the points of the case, where it has any. */
function compareMetric(
  tally: Tally,
  name: "CSI" | "EDM",
  stated: number | undefined,
  axes: ReturnType<typeof csiPoints>,
): void {
  if (axes.length === 0) return;
  const where = `metrics.json#/global_mean_${name.toLowerCase()}`;
  compareOverall(tally, axes, [
    { words: `mean ${name}`, where, stated, of: ({ figure }) => figure, statistic: mean },
  ]);
}

const csi = (point: ConfidenceAxis["points"][number]) => point.csi;
const confidence = (point: ConfidenceAxis["points"][number]) => point.mean_confidence;

const CONFIDENCE: readonly AxisStatistic<ConfidenceAxis, ConfidenceAxis["points"][number]>[] = [
  {
    words: "mean CSI",
    member: "mean_csi",
    stated: (axis) => axis.mean_csi,
    of: csi,
    statistic: mean,
  },
  {
    words: "mean confidence",
    member: "overall_mean_confidence",
    stated: (axis) => axis.overall_mean_confidence,
    of: confidence,
    statistic: mean,
  },
];

export const CONFIDENCE_STATISTICS: CheckDefinition = {
  id: "confidence_statistics",
  title: "The stated means of CSI and confidence are those of the points",
  where: "confidence_surface.json",
  needs: "a stated mean of CSI or confidence with its points",
  run(checked, tally) {
    const { confidence_surface: surface, metrics } = checked;
    compareMetric(tally, "CSI", metrics?.global_mean_csi, csiPoints(checked));
    if (surface === undefined) return;
    const axes = surface.confidence_surfaces;
    compareAxes(tally, "confidence_surface.json#/confidence_surfaces", axes, CONFIDENCE);
    compareOverall(tally, axes, [
      {
        words: "mean CSI",
        where: "confidence_surface.json#/global_mean_csi",
        stated: surface.global_mean_csi,
        of: csi,
        statistic: mean,
      },
      {
        words: "mean confidence",
        where: "confidence_surface.json#/global_mean_confidence",
        stated: surface.global_mean_confidence,
        of: confidence,
        statistic: mean,
      },
    ]);
  },
};

const edm = (point: EntropyAxis["points"][number]) => point.edm;
const entropy = (point: EntropyAxis["points"][number]) => point.mean_entropy;

const ENTROPY: readonly AxisStatistic<EntropyAxis, EntropyAxis["points"][number]>[] = [
  {
    words: "mean EDM",
    member: "mean_edm",
    stated: (axis) => axis.mean_edm,
    of: edm,
    statistic: mean,
  },
  {
    words: "mean entropy",
    member: "overall_mean_entropy",
    stated: (axis) => axis.overall_mean_entropy,
    of: entropy,
    statistic: mean,
  },
];

export const ENTROPY_STATISTICS: CheckDefinition = {
  id: "entropy_statistics",
  title: "The stated means of EDM and entropy are those of the points",
  where: "entropy_surface.json",
  needs: "a stated mean of EDM or entropy with its points",
  run(checked, tally) {
    const { entropy_surface: surface, metrics } = checked;
    compareMetric(tally, "EDM", metrics?.global_mean_edm, edmPoints(checked));
    if (surface === undefined) return;
    const axes = surface.entropy_surfaces;
    compareAxes(tally, "entropy_surface.json#/entropy_surfaces", axes, ENTROPY);
    compareOverall(tally, axes, [
      {
        words: "mean EDM",
        where: "entropy_surface.json#/global_mean_edm",
        stated: surface.global_mean_edm,
        of: edm,
        statistic: mean,
      },
      {
        words: "mean entropy",
        where: "entropy_surface.json#/global_mean_entropy",
        stated: surface.global_mean_entropy,
        of: entropy,
        statistic: mean,
      },
    ]);
  },
};

export const BASELINE_ENTROPIES: CheckDefinition = {
  id: "baseline_entropies_agree",
  title: "The entropy surface states one baseline entropy",
  where: "entropy_surface.json#/baseline_entropy",
  needs: "a baseline entropy in two places",
  run({ entropy_surface: surface }, tally) {
    compareTexts(tally, "baseline entropy", [
      {
        where: "entropy_surface.json#/baseline_entropy",
        text: optionalText(surface?.baseline_entropy),
      },
      ...(surface?.entropy_surfaces ?? []).map(({ baseline_entropy }, index) => ({
        where: `entropy_surface.json#/entropy_surfaces/${index}/baseline_entropy`,
        text: optionalText(baseline_entropy),
      })),
    ]);
  },
};
