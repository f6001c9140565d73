import type { Metrics } from "../../case/schemas.ts";

/** One of the metrics that `metrics.json` states for the case as a whole. */
export interface CoreMetric {
  readonly name: string;
  /** Undefined where the case does not state it. */
  readonly value: number | undefined;
  /** The member of metrics.json that states it. */
  readonly reading: string;
}

/** What a reader must know before the metrics. */
export const CORE_METRICS_WORDS =
  "As metrics.json states them. The section “Glossary” says how CLARITY’s metrics engine defines the terms.";

export function coreMetrics(metrics: Metrics): CoreMetric[] {
  const baseline = metrics.baseline_metrics;
  return [
    { name: "Baseline ESI", value: baseline?.esi, reading: "baseline_metrics.esi" },
    { name: "Baseline drift", value: baseline?.drift, reading: "baseline_metrics.drift" },
    {
      name: "Global mean CSI",
      value: metrics.global_mean_csi,
      reading: "global_mean_csi",
    },
    {
      name: "Global mean EDM",
      value: metrics.global_mean_edm,
      reading: "global_mean_edm",
    },
    {
      name: "Mean log-probability",
      value: metrics.mean_logprob,
      reading: "mean_logprob",
    },
    { name: "Token count", value: metrics.token_count, reading: "token_count" },
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
