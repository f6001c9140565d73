/** A position in a text, counted from 1 as Python's `json` counts: only U+000A ends a line, columns are code points. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

const NEW_LINE = 0x0a;
/** How much is shown before and after a position, in UTF-16 code units. */
const SHOWN_BEFORE = 24;
const SHOWN_AFTER = 24;
/** Characters that would act as controls, or be invisible, in a printed message. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;
const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The position of an index in UTF-16 code units. Linear in the index. */
export function positionAt(text: string, offset: number): TextPosition {
  let line = 1;
  let column = 1;
  for (let at = 0; at < offset; at++) {
    const code = text.charCodeAt(at);
    if (code === NEW_LINE) {
      line++;
      column = 1;
    } else if (!isSecondHalf(text, at)) column++;
  }
  return { line, column };
}

/** The text around an index, short enough to print. */
export function textAround(text: string, offset: number): string {
  const from = boundary(text, Math.max(0, offset - SHOWN_BEFORE));
  const to = boundary(text, Math.min(text.length, offset + SHOWN_AFTER));
  const before = from > 0 ? "…" : "";
  const after = to < text.length ? "…" : "";
  return `${before}${visible(text.slice(from, to))}${after}`;
}

export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => SHORT[character] ?? `<${codePoint(character)}>`);
}

/** `U+0041` for "A", of the first character of a text. */
export function codePoint(text: string): string {
  const hex = (text.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, "0")}`;
}

function boundary(text: string, at: number): number {
  return isSecondHalf(text, at) ? at + 1 : at;
}

/** Whether the code unit is the second half of a surrogate pair. */
function isSecondHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0xdc00 || code > 0xdfff) return false;
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff;
}
