/** Texts of a case as a contradiction shows them. */

const MOST_CHARACTERS = 80;
const MOST_LISTED = 8;

/** The text, or its beginning where it is long. */
export function clipped(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  // By code points, each of which is up to two code units: half of one is not a character.
  const points = Array.from(text.slice(0, 2 * MOST_CHARACTERS + 2));
  if (points.length <= MOST_CHARACTERS) return text;
  return `${points.slice(0, MOST_CHARACTERS - 1).join("")}…`;
}

/** `a, b, c`; the first ones and the number of the others where there are many. */
export function listed(items: readonly string[]): string {
  if (items.length === 0) return "none";
  const shown = items.slice(0, MOST_LISTED).map(clipped).join(", ");
  const others = items.length - MOST_LISTED;
  return others > 0 ? `${shown} and ${others} more` : shown;
}
