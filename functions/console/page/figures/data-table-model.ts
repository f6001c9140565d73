import { counted } from "../../../../lib/report/model/numbers.ts";
import type { TableContent } from "../../../../lib/report/model/tables/content.ts";

/** Rows that a table has at first, and that each press of its button adds. */
export const ROWS_AT_ONCE = 200;

/** How many of the requested rows are shown, and the sentence about the others. */
export function shownRows(
  all: number,
  wanted: number,
): { count: number; rest: string | undefined } {
  const count = Math.min(all, wanted);
  if (count === all) return { count, rest: undefined };
  return { count, rest: `The first ${count} of ${counted(all, "row")}; ${all - count} not shown.` };
}

/** Digits that a number may have after its point, in canonical JSON. */
const MOST_DECIMALS = 8;

/**
 * For each column, how many characters its cells lack after the point: that much room at their right puts
 * the points under each other. Undefined for columns that are not numbers.
 */
export function decimalRoom(
  { columns }: TableContent,
  rows: readonly (readonly string[])[],
): (row: number, column: number) => number | undefined {
  const widest = columns.map(({ align }, column) =>
    align === "decimal" ? Math.max(0, ...rows.map((row) => decimals(row[column]))) : undefined,
  );
  return (row, column) => {
    const most = widest[column];
    return most === undefined ? undefined : most - decimals(rows[row]?.[column]);
  };
}

function decimals(cell: string | undefined): number {
  const fraction = /^-?\d+\.(\d+)$/.exec(cell ?? "")?.[1] ?? "";
  // The point counts as a digit, so that whole numbers end where the others' points are.
  return fraction === "" ? 0 : Math.min(fraction.length, MOST_DECIMALS) + 1;
}
