/** Whether no variance is below 0. */
import { type Figures, NOT_NEGATIVE, rangeCheck, visitMembers } from "./ranges.ts";
import { clipped } from "./words.ts";

export const VARIANCE_RANGE = rangeCheck(
  {
    id: "variances_not_negative",
    title: "No variance and no standard deviation is below 0",
    where: "robustness_surface.json",
    needs: "a variance",
  },
  NOT_NEGATIVE,
  (artifacts, visit) => {
    visitRobustnessVariances(artifacts, visit);
    visitRichVariances(artifacts, visit);
    visitSampleVariances(artifacts, visit);
  },
);

const visitRobustnessVariances: Figures = ({ robustness_surface: surface, metrics }, visit) => {
  for (const [index, axis] of (surface?.axes ?? []).entries()) {
    const name = clipped(axis.axis);
    visitMembers(visit, `robustness_surface.json#/axes/${index}`, [
      ["variance_esi", axis.variance_esi, `variance of ESI of ${name}`],
      ["variance_drift", axis.variance_drift, `variance of drift of ${name}`],
    ]);
  }
  visitMembers(visit, "robustness_surface.json#", [
    ["global_variance_esi", surface?.global_variance_esi, "variance of ESI"],
    ["global_variance_drift", surface?.global_variance_drift, "variance of drift"],
  ]);
  const probes = metrics?.probe_surface;
  visitMembers(visit, "metrics.json#/probe_surface", [
    ["variance_delta_esi", probes?.variance_delta_esi, "variance of ΔESI"],
    ["variance_delta_drift", probes?.variance_delta_drift, "variance of Δdrift"],
  ]);
};

const visitRichVariances: Figures = ({ confidence_surface, entropy_surface }, visit) => {
  for (const [index, axis] of (confidence_surface?.confidence_surfaces ?? []).entries()) {
    const at = `confidence_surface.json#/confidence_surfaces/${index}`;
    const what = `variance of confidence of ${clipped(axis.axis)}`;
    visitMembers(visit, at, [["overall_variance", axis.overall_variance, what]]);
    for (const [place, { confidence_variance }] of axis.points.entries()) {
      const members = [["confidence_variance", confidence_variance, what]] as const;
      visitMembers(visit, `${at}/points/${place}`, members);
    }
  }
  for (const [index, axis] of (entropy_surface?.entropy_surfaces ?? []).entries()) {
    const at = `entropy_surface.json#/entropy_surfaces/${index}`;
    const what = `variance of entropy of ${clipped(axis.axis)}`;
    visitMembers(visit, at, [["overall_variance", axis.overall_variance, what]]);
    for (const [place, { entropy_variance }] of axis.points.entries()) {
      const members = [["entropy_variance", entropy_variance, what]] as const;
      visitMembers(visit, `${at}/points/${place}`, members);
    }
  }
};

const visitSampleVariances: Figures = ({ metrics, monte_carlo_stats }, visit) => {
  for (const [file, stated] of [
    ["metrics.json", metrics?.monte_carlo],
    ["monte_carlo_stats.json", monte_carlo_stats?.monte_carlo],
  ] as const) {
    for (const measure of ["confidence", "entropy"] as const) {
      visitMembers(visit, `${file}#/monte_carlo/${measure}`, [
        ["std", stated?.[measure]?.std, `standard deviation of ${measure}`],
        ["variance", stated?.[measure]?.variance, `variance of ${measure}`],
      ]);
    }
  }
};
