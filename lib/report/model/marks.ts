/** The values of a case that a check contradicts. Tables mark them. */
import type { Check } from "../../case/checks/check.ts";

/** File and JSON Pointer of each value that is in a contradiction. */
export type Marks = ReadonlySet<string>;

export const NO_MARKS: Marks = new Set();

/** Follows a value. It is a character, not a colour, so that a grey print shows it and a screen reader reads it. */
export const MARK = "†";

export const MARK_NOTE =
  "† A check contradicts this value: the section “Consistency checks” has what is stated and what is computed.";

/** The places of the contradictions that the checks keep: the first hundred of each check. */
export function marksOf(checks: readonly Check[]): Marks {
  return new Set(
    checks.flatMap((check) =>
      check.outcome === "does_not_hold"
        ? check.contradictions.flatMap(({ where }) => where.split(" and "))
        : [],
    ),
  );
}

/** The text, with the mark if a check contradicts the value at one of the places. */
export function markedText(text: string, places: readonly string[], marks: Marks): string {
  return places.some((place) => marks.has(place)) ? `${text}${MARK}` : text;
}
