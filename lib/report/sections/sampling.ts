import type { Flow } from "../layout/flow.ts";
import { drawTable } from "../layout/table.ts";
import { weighted } from "../layout/weighted.ts";
import { marksOf } from "../model/marks.ts";
import type { ReportModel } from "../model/model.ts";
import { samplesSentence } from "../model/sampling.ts";
import { samplingTable } from "../model/tables/sampling-table.ts";

/** Statistics of repeated sampling, from each artifact that states them. */
export function drawSampling(flow: Flow, { sampling, checks }: ReportModel): void {
  if (sampling.present === undefined) return;
  const { sources, notes } = sampling.present;
  flow.section("Monte Carlo sampling", 60);
  if (notes.length > 0) flow.paragraph(notes.join(" "));
  for (const { file, files, monteCarlo } of sources) {
    const samples = samplesSentence(monteCarlo);
    const words = samples ?? "The case does not state how many samples there are.";
    flow.paragraph(sources.length > 1 ? `In ${file}: ${words}` : words);
    const { caption = "", ...content } = samplingTable(monteCarlo, files, marksOf(checks));
    if (content.rows.length === 0) continue;
    const named = sources.length > 1 ? `${caption.slice(0, -1)}, from ${file}.` : caption;
    drawTable(flow, { ...weighted(content, [1.4]), caption: named, fit: true });
  }
}
