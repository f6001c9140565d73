import { type CharacterWidth, ELLIPSIS, shorten, withoutSpacesAtEnd } from "../geometry/shorten.ts";

/** Characters after which a line may end besides spaces: ids and paths have no spaces. */
const BREAK_AFTER = new Set(["-", "/", "_", ",", ".", "–", "—"]);
/** What of these stands in or before numbers. */
const NUMERIC = new Set(["-", ",", "."]);

/** A line of a text that was broken. */
export interface Line {
  /** What is shown. */
  readonly text: string;
  /** The part of the text that it stands for, spaces at its end included: all lines' parts are the text. */
  readonly written: string;
}

/**
 * Breaks text into lines no wider than `width`, at spaces where there are any, else inside the word. Stops
 * after `maxLines` with an ellipsis. Linear in the length of the text.
 */
export function wrap(
  text: string,
  width: number,
  widthOf: CharacterWidth,
  maxLines = Infinity,
): Line[] {
  const characters = Array.from(text);
  const lines: Line[] = [];
  let start = 0;
  while (start < characters.length) {
    const end = lineEnd(characters, start, width, widthOf);
    const next = afterSpaces(characters, end);
    const shown = withoutSpacesAtEnd(characters.slice(start, end));
    if (lines.length === maxLines - 1 && next < characters.length) {
      const written = characters.slice(start).join("");
      return [...lines, { text: shorten(`${shown}${ELLIPSIS}`, width, widthOf), written }];
    }
    lines.push({ text: shown, written: characters.slice(start, next).join("") });
    start = next;
  }
  return lines;
}

/** The index after the line's last character; at least one character is taken, so that wrapping ends. */
function lineEnd(
  characters: readonly string[],
  start: number,
  width: number,
  widthOf: CharacterWidth,
): number {
  let used = 0;
  let breakAt = start;
  for (let index = start; index < characters.length; index += 1) {
    const character = characters[index] ?? "";
    used += widthOf(character.codePointAt(0) ?? 0);
    if (character === " ") breakAt = index + 1;
    else if (used > width) return breakAt > start ? breakAt : Math.max(index, start + 1);
    else if (mayBreakAfter(characters, index)) breakAt = index + 1;
  }
  return characters.length;
}

/** Not in front of a digit: a decimal point, and a minus, stay with their number. */
function mayBreakAfter(characters: readonly string[], index: number): boolean {
  const character = characters[index] ?? "";
  if (!BREAK_AFTER.has(character)) return false;
  const next = characters[index + 1] ?? "";
  const inNumber = next >= "0" && next <= "9" && NUMERIC.has(character);
  return !inNumber;
}

function afterSpaces(characters: readonly string[], from: number): number {
  let index = from;
  while (characters[index] === " ") index += 1;
  return index;
}
