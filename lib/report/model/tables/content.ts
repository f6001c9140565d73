import { MARK_NOTE, markedText, type Marks, NO_MARKS } from "../marks.ts";
import { exact } from "../numbers.ts";

/** The content of a table without its layout, so that the report and the page show the same. */
export interface TableContent {
  readonly caption?: string;
  readonly columns: readonly {
    readonly head: string;
    /** `decimal` puts the points of a column's numbers under each other. */
    readonly align: "left" | "right" | "decimal";
  }[];
  readonly rows: readonly (readonly string[])[];
  /** How many columns at the left identify the row; 1 by default. */
  readonly rowHeads?: number;
  /** Rows that stand out, by index: a total, the unperturbed point. */
  readonly marked?: ReadonlySet<number>;
  /** Explains a sign that the cells contain. */
  readonly note?: string;
}

/** An optional column, and its cell for each item. */
export interface ColumnOf<T> {
  readonly head: string;
  readonly align: TableContent["columns"][number]["align"];
  readonly cell: (item: T) => string | undefined;
  /** The text of an empty cell, if being empty does not mean that the case lacks a value. */
  readonly empty?: string;
  /** Where the case states what the cell shows: file and JSON Pointer. */
  readonly places?: (item: T) => readonly string[];
}

/** A column of numbers. */
export function numberColumn<T>(
  head: string,
  of: (item: T) => number | undefined,
  places?: (item: T) => readonly string[],
): ColumnOf<T> {
  const cell = (item: T): string | undefined => {
    const value = of(item);
    return value === undefined ? undefined : exact(value);
  };
  return { head, align: "decimal", cell, ...(places === undefined ? {} : { places }) };
}

/** The text for a figure that the case does not state, in a row with figures that it does state. */
const NOT_STATED = "not stated";

/**
 * Heads and rows of the columns that have a value for at least one item.
 *
 * @param marks the places whose values are marked
 */
export function tableOf<T>(
  items: readonly T[],
  columns: readonly ColumnOf<T>[],
  marks: Marks = NO_MARKS,
): Pick<TableContent, "columns" | "rows" | "note"> {
  const used = columns.filter(({ cell }) => items.some((item) => cell(item) !== undefined));
  return {
    columns: used.map(({ head, align }) => ({ head, align })),
    rows: items.map((item) => used.map((column) => cellText(item, column, marks))),
    ...noteOf(items.some((item) => used.some((column) => isMarked(item, column, marks)))),
  };
}

function cellText<T>(item: T, { cell, empty, places }: ColumnOf<T>, marks: Marks): string {
  const text = cell(item);
  if (text === undefined) return empty ?? NOT_STATED;
  return places === undefined ? text : markedText(text, places(item), marks);
}

function isMarked<T>(item: T, { cell, places }: ColumnOf<T>, marks: Marks): boolean {
  if (marks.size === 0 || places === undefined || cell(item) === undefined) return false;
  return places(item).some((place) => marks.has(place));
}

/** The note that explains the mark, if the table contains one. */
export function noteOf(hasMarks: boolean): Pick<TableContent, "note"> {
  return hasMarks ? { note: MARK_NOTE } : {};
}
