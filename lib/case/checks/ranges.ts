/** Whether every figure of a case lies in its range. */
import type { CaseArtifacts } from "../schemas.ts";
import { maskedProbes } from "../probe-list.ts";
import type { CheckDefinition } from "./check.ts";
import type { Tally } from "./tally.ts";
import { numberText } from "./tolerance.ts";
import { clipped } from "./words.ts";

/** A figure of a case; null and undefined are not stated. */
type Figure = number | null | undefined;

/** Takes a figure, its place and its name in words. The last two are called only where they are shown. */
type Visit = (figure: Figure, where: () => string, what: () => string) => void;

/** Calls `visit` with each figure of a kind. */
type Figures = (artifacts: CaseArtifacts, visit: Visit) => void;

interface Range {
  readonly low: number;
  readonly high: number;
  readonly words: string;
}

const SHARE: Range = { low: 0, high: 1, words: "0 to 1" };
const NOT_NEGATIVE: Range = { low: 0, high: Infinity, words: "0 or more" };

function visitWithin(tally: Tally, { low, high, words }: Range): Visit {
  return (figure, where, what) => {
    if (typeof figure !== "number") return;
    tally.expect(figure >= low && figure <= high, () => ({
      where: where(),
      what: what(),
      stated: numberText(figure),
      computed: words,
    }));
  };
}

function rangeCheck(
  text: Pick<CheckDefinition, "id" | "title" | "where" | "needs">,
  range: Range,
  figures: Figures,
): CheckDefinition {
  return { ...text, run: (checked, tally) => figures(checked, visitWithin(tally, range)) };
}

/** The figures of a measure on the robustness surface, the baseline and the probes. */
function robustnessFigures(measure: "esi" | "drift", name: string): Figures {
  return ({ robustness_surface: surface, metrics }, visit) => {
    visitMembers(visit, "metrics.json#/baseline_metrics", [
      [measure, metrics?.baseline_metrics?.[measure], `${name} of the baseline`],
    ]);
    for (const [index, axis] of (surface?.axes ?? []).entries()) {
      const at = `robustness_surface.json#/axes/${index}`;
      visitMembers(visit, at, [
        [`mean_${measure}`, axis[`mean_${measure}`], `mean ${name} of ${clipped(axis.axis)}`],
      ]);
      for (const [place, point] of axis.points.entries()) {
        visit(
          point[measure],
          () => `${at}/points/${place}/${measure}`,
          () => `${name} of ${clipped(axis.axis)} at ${clipped(String(point.value))}`,
        );
      }
    }
    visitMembers(visit, "robustness_surface.json#", [
      [`global_mean_${measure}`, surface?.[`global_mean_${measure}`], `mean ${name}`],
    ]);
    for (const probe of maskedProbes(metrics?.probe_surface)) {
      visitMembers(visit, `metrics.json#${probe.pointer}`, [
        [`masked_${measure}`, probe[`masked_${measure}`], `${name} of a probe`],
        [`baseline_${measure}`, probe[`baseline_${measure}`], `baseline ${name} of a probe`],
      ]);
    }
  };
}

function visitMembers(
  visit: Visit,
  at: string,
  members: readonly (readonly [member: string, figure: Figure, what: string])[],
): void {
  for (const [member, figure, what] of members) {
    visit(
      figure,
      () => `${at}/${member}`,
      () => what,
    );
  }
}

export const ESI_RANGE = rangeCheck(
  {
    id: "esi_in_range",
    title: "Every ESI lies between 0 and 1",
    where: "robustness_surface.json",
    needs: "an ESI",
  },
  SHARE,
  robustnessFigures("esi", "ESI"),
);

export const DRIFT_RANGE = rangeCheck(
  {
    id: "drift_not_negative",
    title: "No drift is below 0",
    where: "robustness_surface.json",
    needs: "a drift",
  },
  NOT_NEGATIVE,
  robustnessFigures("drift", "drift"),
);

export const CSI_RANGE = rangeCheck(
  {
    id: "csi_in_range",
    title: "Every CSI lies between 0 and 1",
    where: "confidence_surface.json",
    needs: "a CSI",
  },
  SHARE,
  ({ confidence_surface: surface, metrics }, visit) => {
    const at = "confidence_surface.json#";
    for (const [index, axis] of (surface?.confidence_surfaces ?? []).entries()) {
      const name = clipped(axis.axis);
      const axisAt = `${at}/confidence_surfaces/${index}`;
      visitMembers(visit, axisAt, [["mean_csi", axis.mean_csi, `mean CSI of ${name}`]]);
      for (const [place, { csi }] of axis.points.entries()) {
        visitMembers(visit, `${axisAt}/points/${place}`, [["csi", csi, `CSI of ${name}`]]);
      }
    }
    visitMembers(visit, at, [["global_mean_csi", surface?.global_mean_csi, "mean CSI"]]);
    visitMembers(visit, "metrics.json#", [
      ["global_mean_csi", metrics?.global_mean_csi, "mean CSI"],
    ]);
  },
);

export const EDM_RANGE = rangeCheck(
  {
    id: "edm_not_negative",
    title: "No EDM is below 0",
    where: "entropy_surface.json",
    needs: "an EDM",
  },
  NOT_NEGATIVE,
  ({ entropy_surface: surface, metrics }, visit) => {
    const at = "entropy_surface.json#";
    for (const [index, axis] of (surface?.entropy_surfaces ?? []).entries()) {
      const name = clipped(axis.axis);
      const axisAt = `${at}/entropy_surfaces/${index}`;
      visitMembers(visit, axisAt, [["mean_edm", axis.mean_edm, `mean EDM of ${name}`]]);
      for (const [place, { edm }] of axis.points.entries()) {
        visitMembers(visit, `${axisAt}/points/${place}`, [["edm", edm, `EDM of ${name}`]]);
      }
    }
    visitMembers(visit, at, [["global_mean_edm", surface?.global_mean_edm, "mean EDM"]]);
    visitMembers(visit, "metrics.json#", [
      ["global_mean_edm", metrics?.global_mean_edm, "mean EDM"],
    ]);
  },
);

export const CONFIDENCE_RANGE = rangeCheck(
  {
    id: "confidence_in_range",
    title: "Every confidence lies between 0 and 1",
    where: "confidence_surface.json",
    needs: "a confidence",
  },
  SHARE,
  ({ confidence_surface: surface, metrics, monte_carlo_stats, sweep_manifest }, visit) => {
    const at = "confidence_surface.json#";
    for (const [index, axis] of (surface?.confidence_surfaces ?? []).entries()) {
      const axisAt = `${at}/confidence_surfaces/${index}`;
      const what = `mean confidence of ${clipped(axis.axis)}`;
      visitMembers(visit, axisAt, [
        ["overall_mean_confidence", axis.overall_mean_confidence, what],
      ]);
      for (const [place, { mean_confidence }] of axis.points.entries()) {
        visitMembers(visit, `${axisAt}/points/${place}`, [
          ["mean_confidence", mean_confidence, what],
        ]);
      }
    }
    visitMembers(visit, at, [
      ["global_mean_confidence", surface?.global_mean_confidence, "mean confidence"],
    ]);
    for (const [file, stated] of [
      ["metrics.json", metrics?.monte_carlo?.confidence],
      ["monte_carlo_stats.json", monte_carlo_stats?.monte_carlo?.confidence],
    ] as const) {
      visitMembers(visit, `${file}#/monte_carlo/confidence`, [
        ["min", stated?.min, "lowest confidence"],
        ["mean", stated?.mean, "mean confidence"],
        ["max", stated?.max, "highest confidence"],
      ]);
    }
    for (const [index, { rich_summary }] of (sweep_manifest?.results ?? []).entries()) {
      visitMembers(visit, `sweep_manifest.json#/results/${index}/rich_summary`, [
        ["confidence_score", rich_summary?.confidence_score, "confidence of a run"],
      ]);
    }
  },
);

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
