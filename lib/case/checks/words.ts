/** Texts of a case as they stand in a contradiction. */

const MOST_CHARACTERS = 80;
const MOST_LISTED = 8;

/** The text, or its beginning where it is long. */
export function clipped(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  // By code points: half of a surrogate pair is not a character.
  return `${Array.from(text.slice(0, MOST_CHARACTERS + 1))
    .slice(0, MOST_CHARACTERS - 1)
    .join("")}…`;
}

/** `a, b, c`; the first ones and the number of the others where there are many. */
export function listed(items: readonly string[]): string {
  if (items.length === 0) return "none";
  const shown = items.slice(0, MOST_LISTED).map(clipped).join(", ");
  const others = items.length - MOST_LISTED;
  return others > 0 ? `${shown} and ${others} more` : shown;
}
