import type { ReportModel } from "./model.ts";

/**
 * The meanings of a report's terms. A case does not say how its values were computed, and at least one evaluation used
 * these names for other quantities. So these are the definitions of CLARITY's metrics engine, and not of the case. A
 * term that the engine does not define is described by the file and member that state it.
 */
export const GLOSSARY_WORDS =
  "CLARITY’s metrics engine defines ESI, drift, CSI, EDM, the differences and variance as follows; of the other " +
  "terms, the glossary says where the artifacts use them. This case does not state how its values were computed.";

export interface Definition {
  readonly term: string;
  readonly meaning: string;
}

export const DEFINITIONS: readonly Definition[] = [
  {
    term: "ESI",
    meaning:
      "Evidence Stability Index of an axis value: the share of runs whose answer equals the baseline’s; of an " +
      "axis, the mean over its values. From 0 to 1, higher is steadier.",
  },
  {
    term: "Drift",
    meaning:
      "Justification drift: mean normalised Levenshtein distance between the justification of the baseline and " +
      "those of the runs. From 0 to 1, lower is steadier.",
  },
  {
    term: "CSI",
    meaning:
      "Confidence Stability Index: 1 − variance / 0.25 of the runs’ confidences, and 1 with fewer than two. " +
      "Higher is steadier.",
  },
  {
    term: "EDM",
    meaning:
      "Entropy Drift Metric: mean distance of the runs’ entropy from the baseline’s. Lower is steadier; there " +
      "is no upper bound.",
  },
  {
    term: "ΔESI, Δdrift",
    meaning:
      "The value with a part of the image masked, minus the baseline’s. ΔESI below 0: less steady with the mask.",
  },
  {
    term: "Variance",
    meaning:
      "Population variance. Means and variances over all axes are taken over all points, not over the means of " +
      "the axes.",
  },
  {
    term: "Baseline",
    meaning:
      "What metrics.json states under baseline_metrics: the evaluation of the unperturbed image.",
  },
  {
    term: "Probe",
    meaning:
      "An entry of probe_surface in metrics.json: one masked cell of a grid over the image, or one masked region, " +
      "and the values measured with it.",
  },
  {
    term: "Mask value",
    meaning:
      "What manifest.json states as mask_value: what stands in the image where a probe masks it.",
  },
  {
    term: "Evidence map",
    meaning:
      "The matrix evidence_map of overlay_bundle.json or of the baseline, on a scale of its own.",
  },
  {
    term: "Heatmap",
    meaning: "The matrix heatmap of overlay_bundle.json, with values from 0 to 1.",
  },
  {
    term: "Rich mode",
    meaning:
      "What the artifacts state as rich_mode: an evaluation that also records confidence and entropy, from which " +
      "CSI and EDM are computed.",
  },
  {
    term: "R2L",
    meaning: "What manifest.json states as r2l_sha. No artifact says what the letters stand for.",
  },
];

/**
 * The terms that a reader of page one must know, in a sentence or two; undefined if the case has no measures. Says no
 * more than the glossary, with the same attribution.
 */
export function termsInBrief(model: ReportModel): string | undefined {
  const { surface, probes, artifacts, findings } = model;
  const hasBaseline = artifacts.metrics?.baseline_metrics !== undefined;
  if (surface.present === undefined && probes.present === undefined && !hasBaseline)
    return undefined;
  const probe =
    probes.present === undefined
      ? ""
      : " A probe is a measurement with one part of the image masked.";
  const terms = [
    "ESI is the share of runs with the baseline’s answer",
    "drift, the distance of their justifications from the baseline’s",
    ...(findings.lowestCsi === undefined ? [] : ["CSI, the steadiness of their confidences"]),
    ...(findings.highestEdm === undefined
      ? []
      : ["EDM, the distance of their entropy from the baseline’s"]),
  ];
  return `As CLARITY’s metrics engine defines them: ${terms.join("; ")}.${probe}`;
}
