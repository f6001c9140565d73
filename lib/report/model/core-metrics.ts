import type { Metrics } from "../../case/schemas.ts";

/** One of the metrics that `metrics.json` states for the case as a whole. */
export interface CoreMetric {
  readonly name: string;
  /** Undefined where the case does not state it. */
  readonly value: number | undefined;
  readonly reading: string;
}

/** What a reader must know before the metrics. */
export const CORE_METRICS_WORDS =
  "As metrics.json states them. The section “Terms” says how CLARITY’s metrics engine defines them.";

export function coreMetrics(metrics: Metrics): CoreMetric[] {
  const baseline = metrics.baseline_metrics;
  return [
    { name: "Baseline ESI", value: baseline?.esi, reading: "Evidence Stability Index, baseline" },
    { name: "Baseline drift", value: baseline?.drift, reading: "justification drift, baseline" },
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
      reading: "of the tokens of the model’s answer",
    },
    { name: "Token count", value: metrics.token_count, reading: "tokens of the model’s answer" },
  ];
}

/** That the case lacks some of the metrics; undefined where it has them all. */
export function missingMetricsWords(all: readonly CoreMetric[]): string | undefined {
  const missing = all.filter(({ value }) => value === undefined).map(({ name }) => name);
  return missing.length === 0 ? undefined : `The case does not state: ${missing.join(", ")}.`;
}

/** What the model said of the unperturbed image. */
export interface BaselineText {
  readonly title: string;
  readonly text: string;
}

export function baselineTexts({ baseline_metrics: baseline }: Metrics): BaselineText[] {
  const { answer, justification } = baseline ?? {};
  return [
    ...(answer === undefined ? [] : [{ title: "Answer", text: answer }]),
    ...(justification === undefined ? [] : [{ title: "Justification", text: justification }]),
  ];
}
