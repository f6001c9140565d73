/** How a character that no font covers, or that would act instead of show, appears: `[U+0009]`. */
export function codePointNotation(codePoint: number): string {
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}]`;
}

/** The text with every character that is not covered written out. */
function visibleText(text: string, covers: (codePoint: number) => boolean): string {
  return Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return covers(codePoint) ? character : codePointNotation(codePoint);
  }).join("");
}

/** Text for metadata, titles and descriptions, which may hold any character, but no control characters. */
export function printableText(text: string): string {
  return visibleText(text, (code) => code >= 0x20 && !(code >= 0x7f && code <= 0x9f));
}

/**
 * Characters that are only ever given as their `[U+XXXX]`, to a reader and to whoever extracts the text:
 * controls and invisible marks, which extraction drops or obeys, and right-to-left letters, which some
 * tools reverse. Fixed ranges, for what JavaScript knows of Unicode grows with each version.
 */
const NEVER_EXTRACTED: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x590, 0x8ff],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xfb1d, 0xfdff],
  [0xfe70, 0xfeff],
  [0xfff0, 0xffff],
  [0x10800, 0x10fff],
  [0x1d173, 0x1d17a],
  [0x1e800, 0x1efff],
  [0xe0000, 0xe0fff],
];

/** Whether a character that is shown as its `[U+XXXX]` may be extracted as itself. */
export function isExtractable(codePoint: number): boolean {
  return !NEVER_EXTRACTED.some(([first, last]) => codePoint >= first && codePoint <= last);
}
