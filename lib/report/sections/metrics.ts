import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import { CORE_METRICS_WORDS, coreMetrics, missingMetricsWords } from "../model/core-metrics.ts";
import type { ReportModel } from "../model/model.ts";
import { exact } from "../model/numbers.ts";

/** The metrics of the unperturbed image and what they mean. */
export function drawMetrics(flow: Flow, { metrics }: ReportModel): void {
  flow.section("Core metrics", 90);
  flow.paragraph(CORE_METRICS_WORDS);
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
  const missing = missingMetricsWords(all);
  if (missing !== undefined) flow.paragraph(missing, TYPE.note);
}
