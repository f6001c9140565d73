/** The rows of a long table that its section shows, and those that the appendix has. */
export interface Split<T> {
  readonly body: readonly T[];
  readonly rest: readonly T[];
}

/** Slightly more rows than `most` are not split, because a second table for two rows would take more space. */
const SLACK = 2;

export function split<T>(rows: readonly T[], most: number): Split<T> {
  const end = rows.length <= most + SLACK ? rows.length : most;
  return { body: rows.slice(0, end), rest: rows.slice(end) };
}
