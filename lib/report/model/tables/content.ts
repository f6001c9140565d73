import { exact } from "../numbers.ts";

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

/** A column that a table may have, and what it says of each item. */
export interface ColumnOf<T> {
  readonly head: string;
  readonly align: TableContent["columns"][number]["align"];
  readonly cell: (item: T) => string | undefined;
  /** What stands for a cell that has nothing, where that is no lack. */
  readonly empty?: string;
}

/** A column of numbers. */
export function numberColumn<T>(head: string, of: (item: T) => number | undefined): ColumnOf<T> {
  const cell = (item: T): string | undefined => {
    const value = of(item);
    return value === undefined ? undefined : exact(value);
  };
  return { head, align: "decimal", cell };
}

/** What stands for a figure that the case does not state, beside others that it does. */
const NOT_STATED = "not stated";

/** Heads and rows of the columns that say something of at least one item. */
export function tableOf<T>(
  items: readonly T[],
  columns: readonly ColumnOf<T>[],
): Pick<TableContent, "columns" | "rows"> {
  const used = columns.filter(({ cell }) => items.some((item) => cell(item) !== undefined));
  return {
    columns: used.map(({ head, align }) => ({ head, align })),
    rows: items.map((item) => used.map(({ cell, empty }) => cell(item) ?? empty ?? NOT_STATED)),
  };
}
