import { drawFactTable } from "../layout/fact-table.ts";
import type { Flow } from "../layout/flow.ts";
import { drawQuotation } from "../layout/quotation.ts";
import type { ReportModel } from "../model/model.ts";
import { sweepFacts } from "../model/sweep-facts.ts";

/** What the sweep was to run: its axes and seeds, its image and its prompt. The runs come later. */
export function drawSweep(flow: Flow, { sweep }: ReportModel): void {
  if (sweep.present === undefined) return;
  flow.section("Sweep", 90);
  flow.paragraph(
    "As sweep_manifest.json states it; each run is in the section “Runs of the sweep”.",
  );
  drawFactTable(flow, sweepFacts(sweep.present));
  const { prompt } = sweep.present.manifest;
  if (prompt !== undefined) drawQuotation(flow, "Prompt", prompt, "sweep_manifest.json");
}
