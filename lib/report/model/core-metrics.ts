import type { Metrics } from "../../case/schemas.ts";

/** A metric of the unperturbed image and what it means. */
export interface Metric {
  readonly name: string;
  readonly value: number | undefined;
  readonly reading: string;
}

/** Undefined values are those that the case does not state. */
export function coreMetrics(metrics: Metrics): Metric[] {
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
