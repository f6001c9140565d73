import type { Canvas } from "../pdf/canvas.ts";
import { drawCell } from "./cell.ts";
import type { Flow } from "./flow.ts";
import { COLUMN, INK, SPACE, type TextStyle, TYPE } from "./measures.ts";

import { type Chunk, takeChunk } from "./table-chunk.ts";

export interface TableColumn {
  /** The column's head; a table whose heads are all empty has no head row. */
  readonly head: string;
  /** The column's share of the width, relative to the others. */
  readonly weight: number;
  /** `decimal` puts the points of a column's numbers under each other. */
  readonly align: "left" | "right" | "decimal";
  readonly style?: TextStyle;
}

export interface Table {
  readonly caption?: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** The width in points; the whole column when left out. */
  readonly width?: number;
  /** Parts side by side, filled one after the other; one when a cell needs more than a line. */
  readonly panels?: number;
  /** Lines of a cell before it is shortened with an ellipsis. */
  readonly maxLines?: number;
}

interface PlacedColumn {
  readonly column: TableColumn;
  readonly style: TextStyle;
  /** From the panel's left edge. */
  readonly left: number;
  readonly width: number;
  readonly head: readonly string[];
  /** The widest part of any cell from its decimal point on. */
  readonly fractionWidth: number;
}

interface Row {
  readonly cells: readonly (readonly string[])[];
  readonly height: number;
}

interface PlacedTable {
  readonly columns: readonly PlacedColumn[];
  readonly rows: readonly Row[];
  readonly panels: number;
  readonly panelWidth: number;
  readonly headHeight: number;
}

const GUTTER = 18;
const CELL_GAP = 8;
const CELL_PADDING = 2.2;
const DEFAULT_MAX_LINES = 12;
/** Rows that a head must have below it, and that a caption keeps. */
const ROWS_TOGETHER = 3;

/** Sets a table at the flow's place; it breaks between rows and repeats its head on every page. */
export function drawTable(flow: Flow, table: Table): void {
  const placed = placeTable(flow, table);
  const { headHeight, rows } = placed;
  const keep = headHeight + sumHeights(rows.slice(0, ROWS_TOGETHER));
  if (table.caption === undefined) flow.ensure(keep);
  else flow.tableCaption(table.caption, keep);
  let from = 0;
  while (from < rows.length) {
    const heights = rows.slice(from).map((row) => row.height);
    const chunk = takeChunk(heights, flow.room - headHeight, placed.panels);
    drawChunk(flow, placed, from, chunk);
    from += chunk.taken;
    if (from < rows.length) flow.newPage();
  }
  flow.y += SPACE.medium;
}

function placeTable(flow: Flow, table: Table): PlacedTable {
  const panels = table.panels ?? 1;
  const panelWidth = ((table.width ?? COLUMN.width) - GUTTER * (panels - 1)) / panels;
  const columns = placeColumns(flow, table, panelWidth);
  const rows = table.rows.map((cells) => placeRow(flow, cells, columns, table.maxLines));
  if (panels > 1 && rows.some(({ cells }) => cells.some((lines) => lines.length > 1))) {
    return placeTable(flow, { ...table, panels: 1 });
  }
  const headLines = Math.max(...columns.map(({ head }) => head.length));
  const headHeight = headLines === 0 ? 0 : headLines * TYPE.cellHead.leading + 2 * CELL_PADDING;
  return { columns, rows, panels, panelWidth, headHeight };
}

function placeColumns(flow: Flow, table: Table, panelWidth: number): PlacedColumn[] {
  const { columns, rows } = table;
  const weights = columns.reduce((sum, { weight }) => sum + weight, 0);
  const unit = (panelWidth - CELL_GAP * (columns.length - 1)) / weights;
  let left = 0;
  return columns.map((column, index) => {
    const style = column.style ?? TYPE.cell;
    const width = column.weight * unit;
    const fractions = column.align === "decimal" ? rows.map((row) => fraction(row[index])) : [];
    const placed = {
      column,
      style,
      left,
      width,
      head: flow.lines(column.head, TYPE.cellHead, width, 2),
      fractionWidth: fractions.reduce(
        (widest, text) => Math.max(widest, flow.canvas.widthOf(text, style)),
        0,
      ),
    };
    left += width + CELL_GAP;
    return placed;
  });
}

function fraction(cell = ""): string {
  const point = cell.indexOf(".");
  return point < 0 ? "" : cell.slice(point);
}

function placeRow(
  flow: Flow,
  given: readonly string[],
  columns: readonly PlacedColumn[],
  maxLines = DEFAULT_MAX_LINES,
): Row {
  const cells = columns.map(({ style, width }, index) =>
    flow.lines(given[index] ?? "", style, width, maxLines),
  );
  const heights = cells.map((lines, index) => lines.length * (columns[index]?.style.leading ?? 0));
  return { cells, height: Math.max(...heights, TYPE.cell.leading) + 2 * CELL_PADDING };
}

function drawChunk(flow: Flow, table: PlacedTable, from: number, chunk: Chunk): void {
  let start = from;
  let bottom = flow.y;
  for (const [panel, count] of chunk.perPanel.entries()) {
    const left = COLUMN.left + panel * (table.panelWidth + GUTTER);
    const rows = table.rows.slice(start, start + count);
    bottom = Math.max(bottom, drawPanel(flow, table, left, rows));
    start += count;
  }
  flow.y = bottom;
}

/** Draws the head and rows of one panel and returns where it ends. */
function drawPanel(flow: Flow, table: PlacedTable, left: number, rows: readonly Row[]): number {
  const { canvas } = flow;
  let { y } = flow;
  rule(canvas, left, y, table.panelWidth, HEAVY);
  if (table.headHeight > 0) {
    for (const column of table.columns) {
      drawCell(canvas, { ...placeOf(column, left, y), lines: column.head, style: TYPE.cellHead });
    }
    y += table.headHeight;
    rule(canvas, left, y, table.panelWidth, LIGHT);
  }
  for (const [index, row] of rows.entries()) {
    if (index > 0) rule(canvas, left, y, table.panelWidth, FAINT);
    drawRow(canvas, table.columns, row, left, y);
    y += row.height;
  }
  rule(canvas, left, y, table.panelWidth, HEAVY);
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

function placeOf({ column, left, width, fractionWidth }: PlacedColumn, panel: number, y: number) {
  return { x: panel + left, y: y + CELL_PADDING, width, align: column.align, fractionWidth };
}

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

function sumHeights(rows: readonly Row[]): number {
  return rows.reduce((sum, { height }) => sum + height, 0);
}
