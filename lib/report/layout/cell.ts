import type { Canvas } from "../pdf/canvas.ts";
import type { TextStyle } from "./measures.ts";
import { isNumber, wholeEnd } from "./number-text.ts";
import type { Line } from "./wrap.ts";

export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly lines: readonly Line[];
  readonly style: TextStyle;
  readonly align: "left" | "right" | "decimal";
  /** Where a head of a decimal column starts, from the left edge of the cell. */
  readonly indent?: number;
  /** How far the column's decimal point stands from its right edge. */
  readonly fractionWidth: number;
}

/** Draws the lines of a cell below its top left corner. */
export function drawCell(canvas: Canvas, cell: Cell): void {
  let baseline = cell.y + cell.style.size;
  for (const { text, written } of cell.lines) {
    canvas.text(text, startOf(canvas, cell, text), baseline, cell.style, written);
    baseline += cell.style.leading;
  }
}

function startOf(canvas: Canvas, cell: Cell, line: string): number {
  const { x, width, style, align, lines, indent } = cell;
  if (align === "left") return x;
  if (indent !== undefined) return x + indent;
  const right = x + width - canvas.widthOf(line, style);
  // Without a number, or without room to align it, a cell ends at the right edge like its head.
  if (align === "right" || lines.length > 1 || !isNumber(line)) return right;
  const whole = line.slice(0, wholeEnd(line));
  const aligned = x + width - cell.fractionWidth - canvas.widthOf(whole, style);
  return aligned < x ? right : aligned;
}
