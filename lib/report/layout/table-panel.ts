import type { Canvas } from "../pdf/canvas.ts";
import { drawCell } from "./cell.ts";
import { INK, TYPE } from "./measures.ts";
import type { PlacedColumn, PlacedTable, Row, Table } from "./table-placement.ts";
import { required } from "../../required.ts";

/** Some rows of a table below each other. */
interface Panel {
  readonly left: number;
  readonly top: number;
  readonly rows: readonly Row[];
}

/** Draws the head and the rows of one panel and returns where it ends. */
export function drawPanel(canvas: Canvas, table: Table, placed: PlacedTable, panel: Panel): number {
  const { left, top, rows } = panel;
  // Grounds and rules first and in one go: each change between what is read and what adorns it costs.
  drawGrounds(canvas, table, placed, panel);
  const bottom = drawRules(canvas, table, placed, panel);
  if (placed.headHeight > 0) {
    const draw = (): void => drawHead(canvas, placed, left, top);
    // Every panel has the head; the table as such has it once.
    if (rows[0]?.index === 0) draw();
    else canvas.tagging.artifact("pagination", draw);
  }
  let y = top + placed.headHeight;
  for (const row of rows) {
    const baseTop = y + placed.padding;
    canvas.tagging.within("TR", () => drawRow(canvas, placed, row, left, baseTop));
    y += row.height;
  }
  return bottom;
}

const COLUMN_HEAD = { scope: "Column" } as const;
const ROW_HEAD = { scope: "Row" } as const;

function drawHead(canvas: Canvas, { columns }: PlacedTable, left: number, top: number): void {
  canvas.tagging.within("TR", () => {
    for (const column of columns) {
      const place = placeOf(column, left, top + HEAD_PADDING);
      const cell = { ...place, lines: column.head, style: TYPE.cellHead, ...indentOf(column) };
      canvas.tagging.within("TH", () => drawCell(canvas, cell), COLUMN_HEAD);
    }
  });
}

/** The head of a column of numbers starts where its widest number does. */
function indentOf({ column, headIndent }: PlacedColumn): { readonly indent?: number } {
  return column.align === "decimal" ? { indent: headIndent } : {};
}

function drawRow(
  canvas: Canvas,
  { columns, rowHeads }: PlacedTable,
  row: Row,
  left: number,
  top: number,
): void {
  for (const [index, column] of columns.entries()) {
    const lines = required(row.cells[index], "a row has a cell in every column");
    const cell = { ...placeOf(column, left, top), lines, style: column.style };
    const draw = (): void => drawCell(canvas, cell);
    if (index < rowHeads) canvas.tagging.within("TH", draw, ROW_HEAD);
    else canvas.tagging.within("TD", draw);
  }
}

/** What lies behind the text: the whole row's where it is marked, else each cell's own. */
function drawGrounds(
  canvas: Canvas,
  { marked, ground }: Table,
  { columns, panelWidth, headHeight }: PlacedTable,
  { left, top, rows }: Panel,
): void {
  let y = top + headHeight;
  for (const { index, height } of rows) {
    if (marked?.has(index) === true) {
      canvas.fillRectangle({ x: left, y, width: panelWidth, height }, INK.marked);
    } else {
      for (const [number, column] of columns.entries()) {
        const ink = ground?.(index, number);
        if (ink !== undefined) canvas.fillRectangle({ y, height, ...groundOf(column, left) }, ink);
      }
    }
    y += height;
  }
}

/** A cell's ground reaches beyond its text at the left, and stands clear of the next. */
function groundOf({ left, width }: PlacedColumn, panel: number) {
  return { x: panel + left - GROUND_MARGIN, width: width + GROUND_MARGIN };
}

function placeOf({ column, left, width, fractionWidth }: PlacedColumn, panel: number, y: number) {
  return { x: panel + left, y, width, align: column.align, fractionWidth };
}

const HEAD_PADDING = 2.2;
const GROUND_MARGIN = 8;

const HEAVY = { ink: INK.frame, width: 0.8 } as const;
const LIGHT = { ink: INK.frame, width: 0.4 } as const;
const FAINT = { ink: INK.grid, width: 0.4 } as const;

/** Draws the rules and returns where the last one is. */
function drawRules(
  canvas: Canvas,
  { dense }: Table,
  { headHeight, panelWidth }: PlacedTable,
  { left, top, rows }: Panel,
): number {
  const rule = (y: number, stroke: typeof HEAVY | typeof LIGHT | typeof FAINT): void =>
    canvas.line({ x: left, y }, { x: left + panelWidth, y }, stroke);
  rule(top, HEAVY);
  if (headHeight > 0) rule(top + headHeight, LIGHT);
  let y = top + headHeight;
  for (const [index, row] of rows.entries()) {
    if (index > 0 && (dense !== true || index % 5 === 0)) rule(y, FAINT);
    y += row.height;
  }
  rule(y, HEAVY);
  return y;
}
