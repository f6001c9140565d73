import { onOneLine } from "../geometry/plain-text.ts";
import { required } from "../../required.ts";

/** How a character that no font covers, or that would act instead of show, appears: `[U+0009]`. */
export function codePointNotation(codePoint: number): string {
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}]`;
}

/**
 * Direction marks: left as they are, they show a title in another order than it has. Marks that join
 * letters or emoji stay.
 */
const TURNS_TEXT = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

function isControl(codePoint: number): boolean {
  return codePoint < 0x20 || (codePoint >= 0x7f && codePoint <= 0x9f);
}

/** The characters above the controls that XML cannot contain: a title with one would break the XMP packet. */
const NOT_IN_XML = /[\ufffe\uffff]/u;

/**
 * Text for metadata, titles and descriptions, which are one line: it may hold any character, but controls,
 * direction marks and what XML cannot contain are written out.
 */
export function printableText(text: string): string {
  return Array.from(onOneLine(text), (character) => {
    const codePoint = required(character.codePointAt(0), "a character has a code point");
    const isUnsafe =
      isControl(codePoint) || TURNS_TEXT.test(character) || NOT_IN_XML.test(character);
    return isUnsafe ? codePointNotation(codePoint) : character;
  }).join("");
}

/**
 * Characters that always appear as their `[U+XXXX]`, for a reader and in extracted text:
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
