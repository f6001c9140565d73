import { isNumber } from "./number-text.ts";

interface Cells {
  readonly columns: readonly unknown[];
  readonly rows: readonly (readonly string[])[];
}

/** Whether each column has cells that are no numbers. */
function wordColumns({ columns, rows }: Cells): boolean[] {
  return columns.map((_column, index) => rows.some((row) => !isNumber(row[index] || "0")));
}

/** A column of words narrower than this is no column. */
const NARROWEST = 42;

/** The widths, those of words cut to one width so that all fit; undefined where they do not. */
export function narrowed(
  table: Cells,
  natural: readonly number[],
  room: number,
): number[] | undefined {
  const isWords = wordColumns(table);
  const limits = natural.filter((_width, index) => isWords[index] === true);
  const most = Math.max(0, ...limits);
  for (let limit = most; limit >= NARROWEST; limit -= 2) {
    const widths = natural.map((width, index) =>
      isWords[index] === true ? Math.min(width, limit) : width,
    );
    if (widths.reduce((sum, width) => sum + width, 0) <= room) return widths;
  }
  return undefined;
}
