import { type CharacterWidth, ELLIPSIS, shorten, withoutSpacesAtEnd } from "../geometry/shorten.ts";
import { mayBreakBetween } from "./line-breaks.ts";
import { LINE_BREAK, unitsOf } from "../geometry/plain-text.ts";
import { type MayEndAfter, wholeWords } from "./whole-words.ts";
import { required } from "../../required.ts";

/** A line of a text that was broken. */
export interface Line {
  /** What is shown. */
  readonly text: string;
  /** The part of the text that it stands for, spaces at its end included: all lines' parts are the text. */
  readonly written: string;
}

/**
 * Breaks text into lines no wider than `width`: at line breaks, or else at spaces, or else inside a word. Stops after
 * `maxLines` with an ellipsis. Linear in the length of the text.
 */
export function wrap(
  text: string,
  width: number,
  widthOf: CharacterWidth,
  maxLines = Infinity,
): Line[] {
  const { shown, written } = unitsOf(text);
  const visibleEnd = shown.findLastIndex((unit) => !isSpace(unit)) + 1;
  const mayEndAfter = wholeWords(text, shown);
  const lines: Line[] = [];
  let start = 0;
  while (start < shown.length) {
    const end = lineEnd(shown, start, { width, widthOf, mayEndAfter });
    const afterLine = nextLine(shown, end);
    // Invisible characters at the end of the text do not make a line.
    const next = afterLine < visibleEnd ? afterLine : shown.length;
    const line = withoutSpacesAtEnd(shown.slice(start, end));
    if (lines.length === maxLines - 1 && next < shown.length) {
      const rest = written.slice(start).join("");
      return [...lines, { text: shorten(`${line}${ELLIPSIS}`, width, widthOf), written: rest }];
    }
    lines.push({ text: line, written: written.slice(start, next).join("") });
    start = next;
  }
  return lines;
}

function isSpace(unit: string): boolean {
  return unit === " " || unit === LINE_BREAK;
}

interface LineRules {
  readonly width: number;
  readonly widthOf: CharacterWidth;
  readonly mayEndAfter: MayEndAfter;
}

/** The index after the line's last unit. Takes at least one unit, or a line break, so that wrapping ends. */
function lineEnd(
  units: readonly string[],
  start: number,
  { width, widthOf, mayEndAfter }: LineRules,
): number {
  let used = 0;
  let breakAt = start;
  for (let index = start; index < units.length; index += 1) {
    const unit = required(units[index], "the index lies in the text");
    if (unit === LINE_BREAK) return index;
    used += widthOf(required(unit.codePointAt(0), "a unit is not empty"));
    if (unit !== " " && used > width) {
      return breakAt > start ? breakAt : Math.max(index, start + 1);
    }
    const isBreak = unit === " " || mayBreakBetween(unit, units[index + 1] ?? "");
    if (isBreak && mayEndAfter(index)) breakAt = index + 1;
  }
  return units.length;
}

/** Where the next line starts: after spaces that hang over the end, and after a line break. */
function nextLine(units: readonly string[], end: number): number {
  let index = end;
  while (units[index] === " ") index += 1;
  return units[index] === LINE_BREAK ? index + 1 : index;
}
