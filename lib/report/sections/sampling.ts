import type { Metrics } from "../../case/schemas.ts";
import type { Flow } from "../layout/flow.ts";
import { drawTable } from "../layout/table.ts";
import { numberList } from "../model/case-facts.ts";
import type { ReportModel } from "../model/model.ts";
import { counted, exact } from "../model/numbers.ts";

type SampleStatistics = NonNullable<Metrics["monte_carlo"]>["confidence"];

/** Statistics of repeated sampling, or that there was none. */
export function drawSampling(flow: Flow, { monteCarlo }: ReportModel): void {
  flow.section("Monte Carlo sampling", 60);
  if (monteCarlo.present === undefined) {
    flow.paragraph(monteCarlo.absent);
    return;
  }
  const { confidence, entropy, n_samples: samples, seeds } = monteCarlo.present;
  flow.paragraph(`${counted(samples, "sample")}. Seeds: ${numberList(seeds)}`);
  drawTable(flow, {
    caption: "Statistics over the samples.",
    columns: [
      { head: "Quantity", weight: 1.4, align: "left" },
      ...["Minimum", "Maximum", "Mean", "Standard deviation", "Variance"].map(
        (head) => ({ head, weight: 1.4, align: "decimal" }) as const,
      ),
    ],
    rows: [
      ["Confidence", ...statistics(confidence)],
      ["Entropy", ...statistics(entropy)],
    ],
    fit: true,
  });
}

function statistics({ min, max, mean, std, variance }: SampleStatistics): string[] {
  return [min, max, mean, std, variance].map(exact);
}
