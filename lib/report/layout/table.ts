import type { Canvas } from "../pdf/canvas.ts";
import { drawCell } from "./cell.ts";
import type { Flow } from "./flow.ts";
import { COLUMN, INK, SPACE, TYPE } from "./measures.ts";
import { type Chunk, takeChunk } from "./table-chunk.ts";
import {
  PANEL_GUTTER,
  type PlacedColumn,
  type PlacedTable,
  placeTable,
  type Row,
  type Table,
} from "./table-placement.ts";

/** Rows that a head must have below it, and that a caption keeps. */
const ROWS_TOGETHER = 3;
/** A table up to this high is not broken at all. */
const WHOLE_HEIGHT = 180;

/** Sets a table at the flow's place; it breaks between rows and repeats its head on every page. */
export function drawTable(flow: Flow, table: Table): void {
  const placed = placeTable(flow, table);
  const { headHeight, rows } = placed;
  const keep = headHeight + keptHeight(placed);
  const number = table.caption === undefined ? 0 : flow.tableCaption(table.caption, keep);
  if (table.caption === undefined) flow.ensure(keep);
  const heights = rows.map((row) => row.height);
  let from = 0;
  while (from < rows.length) {
    const chunk = takeChunk(heights.slice(from), flow.room - headHeight, placed.panels);
    drawChunk(flow, table, placed, from, chunk);
    from += chunk.taken;
    if (from < rows.length) {
      flow.newPage();
      if (number > 0) flow.tableContinued(number);
    }
  }
  flow.y += SPACE.medium;
}

/** The height that a table with a caption needs to begin: for what introduces it. */
export function openingHeight(flow: Flow, table: Table): number {
  const placed = placeTable(flow, table);
  return flow.captionHeight(table.caption ?? "") + placed.headHeight + keptHeight(placed);
}

function drawChunk(
  flow: Flow,
  table: Table,
  placed: PlacedTable,
  from: number,
  chunk: Chunk,
): void {
  let start = from;
  let bottom = flow.y;
  for (const [panel, count] of chunk.perPanel.entries()) {
    const left = COLUMN.left + panel * (placed.panelWidth + PANEL_GUTTER);
    const rows = placed.rows.slice(start, start + count);
    bottom = Math.max(bottom, drawPanel(flow, table, placed, left, rows));
    start += count;
  }
  flow.y = bottom;
}

/** Draws the head and rows of one panel and returns where it ends. */
function drawPanel(
  flow: Flow,
  table: Table,
  placed: PlacedTable,
  left: number,
  rows: readonly Row[],
): number {
  const { canvas } = flow;
  const { panelWidth, padding } = placed;
  let { y } = flow;
  rule(canvas, left, y, panelWidth, HEAVY);
  if (placed.headHeight > 0) {
    for (const column of placed.columns) {
      const place = placeOf(column, left, y + HEAD_PADDING);
      drawCell(canvas, { ...place, lines: column.head, style: TYPE.cellHead });
    }
    y += placed.headHeight;
  }
  drawGrounds(canvas, table, placed, rows, left, y);
  if (placed.headHeight > 0) rule(canvas, left, y, panelWidth, LIGHT);
  for (const [index, row] of rows.entries()) {
    if (index > 0 && (table.dense !== true || index % 5 === 0)) {
      rule(canvas, left, y, panelWidth, FAINT);
    }
    drawRow(canvas, placed.columns, row, left, y + padding);
    y += row.height;
  }
  rule(canvas, left, y, panelWidth, HEAVY);
  return y;
}

function drawRow(
  canvas: Canvas,
  columns: readonly PlacedColumn[],
  row: Row,
  left: number,
  y: number,
): void {
  for (const [index, column] of columns.entries()) {
    const lines = row.cells[index] ?? [];
    drawCell(canvas, { ...placeOf(column, left, y), lines, style: column.style });
  }
}

/** What lies behind the text: the whole row's where it is marked, else each cell's own. */
function drawGrounds(
  canvas: Canvas,
  { marked, ground }: Table,
  { columns, panelWidth }: PlacedTable,
  rows: readonly Row[],
  left: number,
  top: number,
): void {
  let y = top;
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

function rule(
  canvas: Canvas,
  left: number,
  y: number,
  width: number,
  stroke: typeof HEAVY | typeof LIGHT | typeof FAINT,
): void {
  canvas.line({ x: left, y }, { x: left + width, y }, stroke);
}

function keptHeight({ rows, panels }: PlacedTable): number {
  const highest = sumHeights(rows.slice(0, Math.ceil(rows.length / panels)));
  return highest <= WHOLE_HEIGHT ? highest : sumHeights(rows.slice(0, ROWS_TOGETHER));
}

function sumHeights(rows: readonly Row[]): number {
  return rows.reduce((sum, { height }) => sum + height, 0);
}
