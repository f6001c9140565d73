/**
 * How much of a very long list or text the report shows. A valid case may have a hundred thousand rows, or a name of a
 * million characters. The report shows a fixed number of them, says how many it leaves out, and names the file that
 * has them all. So it stays readable, and its cost stays bounded.
 */
import { firstLines } from "../geometry/plain-text.ts";
import { counted } from "./numbers.ts";

/** Rows of one table, and of all tables of points together. */
export const MOST_ROWS = 5000;
/** Axes that have a chart and a table of their own; the summary has the others too. */
export const MOST_AXES = 240;
/** Members of a list in a sentence. */
const MOST_LISTED = 500;
/** Lines that a text breaks itself: some pages of them. */
const MOST_LINES = 400;
/** The most characters of a name or an id, which may be shortened further to fit its place. */
const NAME_LENGTH = 1200;

/** The text, or its beginning before an ellipsis. */
export function excerpt(text: string, most = NAME_LENGTH): string {
  // Twice as many code units hold the characters, and spare splitting a text of megabytes.
  const beginning = text.slice(0, 2 * most + 2);
  const lines = firstLines(beginning, MOST_LINES);
  const characters = Array.from(lines);
  if (characters.length <= most) return lines === beginning ? text : `${lines}…`;
  return `${characters.slice(0, most).join("")}…`;
}

/** The members, separated by commas; only the first ones if there are many. */
export function listed<T>(members: readonly T[], write: (member: T) => string = String): string {
  const shown = members.slice(0, MOST_LISTED).map((member) => excerpt(write(member)));
  const left = members.length - shown.length;
  return shown.join(", ") + (left === 0 ? "" : ` and ${left} more`);
}

/** The first members, and a sentence about the others where there are any. */
export interface Excerpt<T> {
  readonly shown: readonly T[];
  readonly leftOut: string | undefined;
}

/** As many of the members as a table shows; `file` has them all. */
export function tableExcerpt<T>(
  members: readonly T[],
  singular: string,
  file: string,
  most = MOST_ROWS,
): Excerpt<T> {
  if (members.length <= most) return { shown: members, leftOut: undefined };
  return {
    shown: members.slice(0, most),
    leftOut: leftOutWords(members.length - most, members.length, singular, file),
  };
}

/** Says how many items are not shown and which file has them. */
export function leftOutWords(left: number, all: number, singular: string, file: string): string {
  return (
    `${counted(left, singular)} of ${all} left out here, to keep the report readable: all of them are ` +
    `in ${file}.`
  );
}
