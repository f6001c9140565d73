import type { Metrics } from "../../../case/schemas.ts";
import { exact } from "../numbers.ts";
import { decimals, type TableContent } from "./content.ts";

type MonteCarlo = NonNullable<Metrics["monte_carlo"]>;

/** Statistics of repeated sampling. */
export function samplingTable({ confidence, entropy }: MonteCarlo): TableContent {
  return {
    caption: "Statistics over the samples.",
    columns: [
      { head: "Quantity", align: "left" },
      ...decimals(["Minimum", "Maximum", "Mean", "Standard deviation", "Variance"]),
    ],
    rows: [
      ["Confidence", ...statistics(confidence)],
      ["Entropy", ...statistics(entropy)],
    ],
  };
}

function statistics({ min, max, mean, std, variance }: MonteCarlo["confidence"]): string[] {
  return [min, max, mean, std, variance].map(exact);
}
