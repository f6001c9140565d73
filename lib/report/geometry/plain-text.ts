/** The line breaks of any system. */
const BREAKS = /\r\n|[\n\r\u0085\u2028\u2029]/g;
const SPACING = /\r\n|[\t\n\r\u0085\u2028\u2029]/g;
const HAS_SPACING = /[\t\n\r\u0085\u2028\u2029]/;

/**
 * Letters that were written in parts, as some systems write file names: a Korean syllable of its letters,
 * a Japanese letter and its voicing mark. Only these: what else JavaScript composes grows with Unicode.
 */
const IN_PARTS =
  /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]|[\u3041-\u30fd][\u3099\u309a]/g;
const HAS_PARTS = /[\u1161-\u1175\u11a8-\u11c2\u3099\u309a]/;

/** The first lines of a text. */
export function firstLines(text: string, most: number): string {
  let lines = 0;
  for (const { index } of text.matchAll(BREAKS)) {
    lines += 1;
    if (lines === most) return text.slice(0, index);
  }
  return text;
}

const SPACING_CODES = new Set([0x09, 0x0a, 0x0d, 0x85, 0x2028, 0x2029]);

/** Whether a character is a line break or a tab. */
export function isSpacing(codePoint: number): boolean {
  return SPACING_CODES.has(codePoint);
}

/** The text with a space for each line break and tab. */
export function onOneLine(text: string): string {
  return HAS_SPACING.test(text) ? text.replaceAll(SPACING, " ") : text;
}

/** The text as it is set on a line. */
export function plainText(text: string): string {
  const line = onOneLine(text);
  return HAS_PARTS.test(line) ? line.replaceAll(IN_PARTS, compose) : line;
}

function compose(parts: string): string {
  // A single character stays: some ideographs would become others.
  if (Array.from(parts).length === 1) return parts;
  const composed = parts.normalize("NFC");
  // Not every letter has a voiced form.
  return Array.from(composed).length === 1 ? composed : parts;
}

/** A text in the units that are set one after the other. */
export interface Units {
  /** What is set: a character, a space for a tab, or {@link LINE_BREAK}. */
  readonly shown: readonly string[];
  /** What was written for each. */
  readonly written: readonly string[];
}

export const LINE_BREAK = "\n";

const UNIT = new RegExp(`${SPACING.source}|${IN_PARTS.source}|[^]`, "gu");

/** Splits a text into its units. */
export function unitsOf(text: string): Units {
  if (!HAS_SPACING.test(text) && !HAS_PARTS.test(text)) {
    const characters = Array.from(text);
    return { shown: characters, written: characters };
  }
  const written = (text.match(UNIT) ?? []).flatMap(oneCharacterEach);
  return { shown: written.map(shownAs), written };
}

/** Parts that make no letter are set one by one. */
function oneCharacterEach(unit: string): readonly string[] {
  return HAS_SPACING.test(unit) || compose(unit) !== unit ? [unit] : Array.from(unit);
}

function shownAs(unit: string): string {
  if (unit === "\t") return " ";
  return HAS_SPACING.test(unit) ? LINE_BREAK : compose(unit);
}
