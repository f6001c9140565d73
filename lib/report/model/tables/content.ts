/** What a table says, and nothing of how it is set: the report and the page show the same. */
export interface TableContent {
  readonly caption?: string;
  readonly columns: readonly {
    readonly head: string;
    /** `decimal` puts the points of a column's numbers under each other. */
    readonly align: "left" | "right" | "decimal";
  }[];
  readonly rows: readonly (readonly string[])[];
  /** How many columns at the left say what a row is about; one when left out. */
  readonly rowHeads?: number;
  /** Rows that stand out, by index: a total, the unperturbed point. */
  readonly marked?: ReadonlySet<number>;
}

/** Columns of numbers, under these heads. */
export function decimals(heads: readonly string[]): TableContent["columns"] {
  return heads.map((head) => ({ head, align: "decimal" }));
}
