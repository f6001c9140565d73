/** How numbers of the case are shown in a table. */
import type { Line } from "./wrap.ts";

const MINUS = "\u2212";

/** Whether a cell shows a number. */
export function isNumber(text: string): boolean {
  return /^[-\u2212]?\d/.test(text);
}

/** Where the whole part of a number ends: at its decimal point, or at a sign that follows the number. */
export function wholeEnd(text: string): number {
  const end = text.search(/[.†]/);
  return end < 0 ? text.length : end;
}

/** A negative number and nothing else. */
const NEGATIVE = /^-\d+(?:\.\d+)?(?:e[-+]?\d+)?†?$/;

/** A cell on one line. A number has the minus sign of the prose; copied, it is the number of the case. */
export function cellLine(cell: string): Line {
  const shown = NEGATIVE.test(cell) ? `${MINUS}${cell.slice(1)}` : cell;
  return { text: shown, written: cell };
}
