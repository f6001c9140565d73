import type { Flow } from "../layout/flow.ts";
import { drawTable } from "../layout/table.ts";
import { weighted } from "../layout/weighted.ts";
import { numberList } from "../model/case-facts.ts";
import type { ReportModel } from "../model/model.ts";
import { counted } from "../model/numbers.ts";
import { samplingTable } from "../model/tables/sampling-table.ts";

/** Statistics of repeated sampling, or that there was none. */
export function drawSampling(flow: Flow, { monteCarlo }: ReportModel): void {
  flow.section("Monte Carlo sampling", 60);
  if (monteCarlo.present === undefined) {
    flow.paragraph(monteCarlo.absent);
    return;
  }
  const { n_samples: samples, seeds } = monteCarlo.present;
  flow.paragraph(`${counted(samples, "sample")}. Seeds: ${numberList(seeds)}`);
  const content = weighted(samplingTable(monteCarlo.present), [1.4]);
  drawTable(flow, { ...content, fit: true });
}
