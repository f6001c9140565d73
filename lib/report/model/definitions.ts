/**
 * What CLARITY's metrics engine means by its terms. A case does not say how its values were computed, and at
 * least one evaluation used these names for other quantities: so these are the engine's definitions, never
 * the case's.
 */
export const DEFINITIONS_WORDS =
  "CLARITY’s metrics engine defines these terms as follows. This case does not state how its own values " +
  "were computed.";

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
      "Mean normalised Levenshtein distance between the justification of the baseline and those of the runs. " +
      "From 0 to 1, lower is steadier.",
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
    meaning: "The value with a part of the image masked, minus the baseline’s.",
  },
  {
    term: "Variance",
    meaning:
      "Population variance. Means and variances over all axes are taken over all points, not over the means of " +
      "the axes.",
  },
];
