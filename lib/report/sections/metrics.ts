import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawQuotation } from "../layout/quotation.ts";
import { drawTable } from "../layout/table.ts";
import {
  baselineTexts,
  CORE_METRICS_WORDS,
  coreMetrics,
  missingMetricsWords,
} from "../model/core-metrics.ts";
import { markedText, marksOf } from "../model/marks.ts";
import type { ReportModel } from "../model/model.ts";
import { exact } from "../model/numbers.ts";
import { noteOf } from "../model/tables/content.ts";

/** The metrics of the case as a whole, and what the model said of the unperturbed image. */
export function drawMetrics(flow: Flow, { artifacts: { metrics }, checks }: ReportModel): void {
  if (metrics === undefined) return;
  const all = coreMetrics(metrics);
  const stated = all.filter(({ value }) => value !== undefined);
  const texts = baselineTexts(metrics);
  if (stated.length === 0 && texts.length === 0) return;
  flow.section("Core metrics", 90);
  if (stated.length > 0) {
    flow.paragraph(CORE_METRICS_WORDS);
    const marks = marksOf(checks);
    const places = stated.map(({ reading }) => `metrics.json#/${reading.replaceAll(".", "/")}`);
    drawTable(flow, {
      ...noteOf(places.some((place) => marks.has(place))),
      caption: "Core metrics of the case.",
      columns: [
        { head: "Metric", weight: 2, align: "left" },
        { head: "Value", weight: 1.2, align: "decimal" },
        { head: "Member of metrics.json", weight: 4.4, align: "left" },
      ],
      fit: true,
      mostPanels: 1,
      rows: stated.flatMap(({ name, value, reading }, index) =>
        value === undefined
          ? []
          : [[name, markedText(exact(value), places.slice(index, index + 1), marks), reading]],
      ),
    });
  }
  const missing = missingMetricsWords(all);
  if (missing !== undefined) flow.paragraph(missing, TYPE.note);
  for (const { title, text } of texts) {
    drawQuotation(flow, `Baseline: ${title.toLowerCase()}`, text, "metrics.json");
  }
}
