import type { Metrics } from "../../case/schemas.ts";
import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import type { ReportModel } from "../model/model.ts";
import { exact } from "../model/numbers.ts";

interface Metric {
  readonly name: string;
  readonly value: number | undefined;
  readonly reading: string;
}

/** The metrics of the unperturbed image and what they mean. */
export function drawMetrics(flow: Flow, { metrics }: ReportModel): void {
  flow.section("Core metrics", 90);
  flow.paragraph(
    "How stable the model's answer and evidence are without and with perturbation. ESI, the Evidence " +
      "Stability Index, runs from 0 to 1; drift is the normalised Levenshtein distance between " +
      "justifications, from 0 to 1.",
  );
  const all = coreMetrics(metrics);
  drawTable(flow, {
    caption: "Core metrics of the case.",
    columns: [
      { head: "Metric", weight: 2, align: "left" },
      { head: "Value", weight: 1.2, align: "decimal" },
      { head: "How to read it", weight: 4.4, align: "left" },
    ],
    rows: all.flatMap(({ name, value, reading }) =>
      value === undefined ? [] : [[name, exact(value), reading]],
    ),
  });
  const missing = all.filter(({ value }) => value === undefined).map(({ name }) => name);
  if (missing.length > 0) {
    flow.paragraph(`The case does not state: ${missing.join(", ")}.`, TYPE.note);
  }
}

function coreMetrics(metrics: Metrics): Metric[] {
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
