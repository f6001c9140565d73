import type { MonteCarlo } from "../../../case/schemas.ts";
import { type Marks, NO_MARKS } from "../marks.ts";
import { type ColumnOf, numberColumn, type TableContent, tableOf } from "./content.ts";

interface Quantity {
  readonly name: string;
  readonly statistics: MonteCarlo["confidence"];
  readonly places: readonly string[];
}

const COLUMNS: readonly ColumnOf<Quantity>[] = [
  { head: "Quantity", align: "left", cell: ({ name }) => name },
  statisticColumn("Minimum", "min"),
  statisticColumn("Maximum", "max"),
  statisticColumn("Mean", "mean"),
  statisticColumn("Standard deviation", "std"),
  statisticColumn("Variance", "variance"),
];

function statisticColumn(
  head: string,
  member: "min" | "max" | "mean" | "std" | "variance",
): ColumnOf<Quantity> {
  return numberColumn(
    head,
    ({ statistics }) => statistics?.[member],
    ({ places }) => places.flatMap((place) => [place, `${place}/${member}`]),
  );
}

const CAPTION = "Statistics over the samples.";

/** Statistics of repeated sampling; no rows if the case states none. */
export function samplingTable(
  { confidence, entropy }: MonteCarlo,
  files: readonly string[] = [],
  marks: Marks = NO_MARKS,
): TableContent {
  const placesOf = (name: string) => files.map((file) => `${file}#/monte_carlo/${name}`);
  const quantities = [
    { name: "Confidence", statistics: confidence, places: placesOf("confidence") },
    { name: "Entropy", statistics: entropy, places: placesOf("entropy") },
  ];
  const { columns, rows, ...note } = tableOf(quantities, COLUMNS, marks);
  if (columns.length < 2) return { caption: CAPTION, columns, rows: [] };
  return { caption: CAPTION, columns, rows, ...note };
}
