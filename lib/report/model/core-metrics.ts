import type { Metrics } from "../../case/schemas.ts";

/** One of the metrics of the unperturbed image, and what it means. */
export interface CoreMetric {
  readonly name: string;
  /** Undefined where the case does not state it. */
  readonly value: number | undefined;
  readonly reading: string;
}

/** What a reader must know before the metrics. */
export const CORE_METRICS_WORDS =
  "How stable the model's answer and evidence are without and with perturbation. ESI, the Evidence " +
  "Stability Index, runs from 0 to 1; drift is the normalised Levenshtein distance between " +
  "justifications, from 0 to 1.";

export function coreMetrics(metrics: Metrics): CoreMetric[] {
  const { baseline_metrics: baseline } = metrics;
  return [
    {
      name: "Baseline ESI",
      value: baseline.esi,
      reading: "Evidence Stability Index of the unperturbed image; higher is steadier",
    },
    {
      name: "Baseline drift",
      value: baseline.drift,
      reading: "justification drift of the unperturbed image; lower is steadier",
    },
    {
      name: "Global mean CSI",
      value: metrics.global_mean_csi,
      reading: "Confidence Stability Index, mean over the case",
    },
    {
      name: "Global mean EDM",
      value: metrics.global_mean_edm,
      reading: "Entropy Drift Metric, mean over the case",
    },
    {
      name: "Mean log-probability",
      value: metrics.mean_logprob,
      reading: "of the tokens of the model's answer",
    },
    { name: "Token count", value: metrics.token_count, reading: "tokens of the model's answer" },
  ];
}

/** That the case lacks some of the metrics; undefined where it has them all. */
export function missingMetricsWords(all: readonly CoreMetric[]): string | undefined {
  const missing = all.filter(({ value }) => value === undefined).map(({ name }) => name);
  return missing.length === 0 ? undefined : `The case does not state: ${missing.join(", ")}.`;
}
