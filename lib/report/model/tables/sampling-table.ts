import type { MonteCarlo } from "../../../case/schemas.ts";
import { type ColumnOf, numberColumn, type TableContent, tableOf } from "./content.ts";

interface Quantity {
  readonly name: string;
  readonly statistics: MonteCarlo["confidence"];
}

const COLUMNS: readonly ColumnOf<Quantity>[] = [
  { head: "Quantity", align: "left", cell: ({ name }) => name },
  numberColumn("Minimum", ({ statistics }) => statistics?.min),
  numberColumn("Maximum", ({ statistics }) => statistics?.max),
  numberColumn("Mean", ({ statistics }) => statistics?.mean),
  numberColumn("Standard deviation", ({ statistics }) => statistics?.std),
  numberColumn("Variance", ({ statistics }) => statistics?.variance),
];

/** Statistics of repeated sampling; no rows where the case states none. */
export function samplingTable({ confidence, entropy }: MonteCarlo): TableContent {
  const quantities = [
    { name: "Confidence", statistics: confidence },
    { name: "Entropy", statistics: entropy },
  ];
  const { columns, rows } = tableOf(quantities, COLUMNS);
  return { caption: "Statistics over the samples.", columns, rows: columns.length > 1 ? rows : [] };
}
