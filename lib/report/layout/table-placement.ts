import type { Rgb } from "../scales/palettes.ts";
import type { Flow } from "./flow.ts";
import { COLUMN, type TextStyle, TYPE } from "./measures.ts";
import { narrowed } from "./narrowed-widths.ts";
import { cellLine, isNumber, wholeEnd } from "./number-text.ts";
import type { Line } from "./wrap.ts";
import { required } from "../../required.ts";

export interface TableColumn {
  /** The column's head; a table whose heads are all empty has no head row. */
  readonly head: string;
  /** The column's share of the width, relative to the others; unused where the table fits its text. */
  readonly weight: number;
  /** `decimal` puts the points of a column's numbers under each other. */
  readonly align: "left" | "right" | "decimal";
  readonly style?: TextStyle;
}

export interface Table {
  readonly caption?: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /**
   * Makes the table as wide as its text, in as many panels side by side as fit, filled one after the other. If that is
   * wider than the page, columns of words break into lines; if even that is too wide, the columns' weights decide.
   */
  readonly fit?: boolean;
  /** The most panels of a table that fits its text; as many as there is room for when left out. */
  readonly mostPanels?: number;
  /** Small type and a rule every fifth row, for tables that are looked up rather than read. */
  readonly dense?: boolean;
  /** How many columns at the left say what a row is about; one when left out. */
  readonly rowHeads?: number;
  /** Lines of a cell before it is shortened with an ellipsis. */
  readonly maxLines?: number;
  /** Rows that stand out, by index: a total, the unperturbed point. */
  readonly marked?: ReadonlySet<number>;
  /** Stands below the table: what a sign in its cells means. */
  readonly note?: string;
  /** The ground of a cell; none where undefined. */
  readonly ground?: (row: number, column: number) => Rgb | undefined;
}

export interface PlacedColumn {
  readonly column: TableColumn;
  readonly style: TextStyle;
  /** From the panel's left edge. */
  readonly left: number;
  readonly width: number;
  readonly head: readonly Line[];
  /** The widest part of any cell from its decimal point on. */
  readonly fractionWidth: number;
  /** Where the head of a column of numbers starts, from the column's left edge. */
  readonly headIndent: number;
}

export interface Row {
  readonly index: number;
  readonly cells: readonly (readonly Line[])[];
  readonly height: number;
}

export interface PlacedTable {
  readonly columns: readonly PlacedColumn[];
  readonly rows: readonly Row[];
  readonly panels: number;
  readonly panelWidth: number;
  readonly headHeight: number;
  readonly padding: number;
  readonly rowHeads: number;
}

/** Between panels. */
export const PANEL_GUTTER = 16;
const CELL_GAP = 10;
const DENSE_GAP = 7;
/** Between the columns of a table in one panel that fits its text, so that the eye can follow a row. */
const WIDE_GAP = 26;
/** A head up to this wide stays on one line. */
const SHORT_HEAD = 28;
const PADDING = 2.2;
const DENSE_PADDING = 0.7;
const DEFAULT_MAX_LINES = 12;
/** A panel of fewer rows saves no room. */
const LEAST_PANEL_ROWS = 5;

/** Decides how wide the columns are, where the text breaks and how high the rows are. */
export function placeTable(flow: Flow, table: Table): PlacedTable {
  if (table.fit !== true) return placeByWeight(flow, table);
  const widths = textWidths(flow, table);
  return (
    placeFitted(flow, table, widths, COLUMN.width, table.mostPanels) ??
    placeNarrowed(flow, table, widths) ??
    placeByWeight(flow, table)
  );
}

/** The table in one panel as wide as its text; undefined where that is wider than `room`. */
export function placeNarrow(flow: Flow, table: Table, room: number): PlacedTable | undefined {
  return table.fit === true
    ? placeFitted(flow, table, textWidths(flow, table), room, 1)
    : undefined;
}

/**
 * The table as wide as its text, except for the widest columns of words, whose cells take several lines. Numbers are
 * never broken. Undefined if even that does not fit.
 */
function placeNarrowed(
  flow: Flow,
  table: Table,
  natural: readonly number[],
): PlacedTable | undefined {
  const gap = table.dense === true ? DENSE_GAP : CELL_GAP;
  const room = COLUMN.width - gap * (natural.length - 1);
  const widths = narrowed(table, natural, room);
  if (widths === undefined) return undefined;
  const placed = placeColumns(flow, table, widths, gap);
  return assemble(table, placed, wrappedRows(flow, table, placed), {
    panels: 1,
    panelWidth: widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)),
  });
}

function wrappedRows(flow: Flow, table: Table, placed: readonly PlacedColumn[]): Row[] {
  const maxLines = table.maxLines ?? DEFAULT_MAX_LINES;
  return table.rows.map((cells, index) => {
    const lines = placed.map(({ style, width }, column) => {
      const text = cells[column] ?? "";
      const wrapped = flow.lines(text, style, width + 0.01, maxLines);
      return wrapped.length === 1 && wrapped[0]?.text === text ? [cellLine(text)] : wrapped;
    });
    return rowOf(table, placed, index, lines);
  });
}

function placeByWeight(flow: Flow, table: Table): PlacedTable {
  const { columns } = table;
  const weights = columns.reduce((sum, { weight }) => sum + weight, 0);
  const unit = (COLUMN.width - CELL_GAP * (columns.length - 1)) / weights;
  const widths = columns.map(({ weight }) => weight * unit);
  const placed = placeColumns(flow, table, widths, CELL_GAP);
  const rows = wrappedRows(flow, table, placed);
  return assemble(table, placed, rows, { panels: 1, panelWidth: COLUMN.width });
}

/** Undefined where the text is wider than the room. */
function placeFitted(
  flow: Flow,
  table: Table,
  widths: readonly number[],
  available: number,
  mostPanels = Infinity,
): PlacedTable | undefined {
  const text = widths.reduce((sum, width) => sum + width, 0);
  const gaps = widths.length - 1;
  const natural = text + (table.dense === true ? DENSE_GAP : CELL_GAP) * gaps;
  if (natural > available) return undefined;
  const room = Math.floor((available + PANEL_GUTTER) / (natural + PANEL_GUTTER));
  const wanted = Math.ceil(table.rows.length / LEAST_PANEL_ROWS);
  const panels = Math.max(1, Math.min(room, wanted, mostPanels));
  const share = (available - PANEL_GUTTER * (panels - 1)) / panels;
  const gap = Math.min((share - text) / Math.max(gaps, 1), WIDE_GAP);
  const columns = placeColumns(flow, table, widths, gap);
  const rows = table.rows.map((cells, index) => rowOf(table, columns, index, cells.map(linesOf)));
  return assemble(table, columns, rows, { panels, panelWidth: text + gap * gaps });
}

function linesOf(cell: string): readonly Line[] {
  return cell === "" ? [] : [cellLine(cell)];
}

function assemble(
  table: Table,
  columns: readonly PlacedColumn[],
  rows: readonly Row[],
  panels: { readonly panels: number; readonly panelWidth: number },
): PlacedTable {
  const headLines = Math.max(...columns.map(({ head }) => head.length));
  const headHeight = headLines === 0 ? 0 : headLines * TYPE.cellHead.leading + 2 * PADDING;
  const { rowHeads = 1 } = table;
  return { columns, rows, ...panels, headHeight, padding: paddingOf(table), rowHeads };
}

function paddingOf({ dense }: Table): number {
  return dense === true ? DENSE_PADDING : PADDING;
}

function styleOf(table: Table, { style }: TableColumn): TextStyle {
  return style ?? (table.dense === true ? TYPE.denseCell : TYPE.cell);
}

function placeColumns(
  flow: Flow,
  table: Table,
  widths: readonly number[],
  gap: number,
): PlacedColumn[] {
  let left = 0;
  return table.columns.map((column, index) => {
    const style = styleOf(table, column);
    const width = required(widths[index], "every column has a width");
    const head = flow.lines(column.head, TYPE.cellHead, width + 0.01, 2);
    const { whole, fraction } = partsOf(flow, table, index);
    const headWidth = Math.max(
      0,
      ...head.map(({ text }) => flow.canvas.widthOf(text, TYPE.cellHead)),
    );
    const placed = {
      column,
      style,
      left,
      width,
      head,
      fractionWidth: column.align === "decimal" ? fraction : 0,
      headIndent: Math.max(width - Math.max(whole + fraction, headWidth), 0),
    };
    left += width + gap;
    return placed;
  });
}

/** The widths that the columns' text needs on one line; a head may take a line for each word. */
function textWidths(flow: Flow, table: Table): number[] {
  return table.columns.map(({ head, align }, index) => {
    const parts = partsOf(flow, table, index);
    const whole = flow.canvas.widthOf(head, TYPE.cellHead);
    const words =
      whole <= SHORT_HEAD
        ? [whole]
        : head.split(" ").map((word) => flow.canvas.widthOf(word, TYPE.cellHead));
    return Math.max(
      align === "decimal" ? Math.max(parts.whole + parts.fraction, parts.all) : parts.all,
      ...words,
    );
  });
}

/** The widest cell of a column, and the widest parts of it before and from the decimal point on. */
function partsOf(flow: Flow, table: Table, index: number) {
  const column = table.columns[index];
  const style = column === undefined ? TYPE.cell : styleOf(table, column);
  const parts = { whole: 0, fraction: 0, all: 0 };
  for (const row of table.rows) {
    const cell = cellLine(required(row[index], "a row has a cell in every column")).text;
    const all = flow.canvas.widthOf(cell, style);
    const fraction = isNumber(cell) ? flow.canvas.widthOf(cell.slice(wholeEnd(cell)), style) : 0;
    parts.all = Math.max(parts.all, all);
    parts.fraction = Math.max(parts.fraction, fraction);
    if (isNumber(cell)) parts.whole = Math.max(parts.whole, all - fraction);
  }
  return parts;
}

function rowOf(
  table: Table,
  columns: readonly PlacedColumn[],
  index: number,
  cells: readonly (readonly Line[])[],
): Row {
  let height = 0;
  for (const [column, { style }] of columns.entries()) {
    height = Math.max(
      height,
      Math.max(required(cells[column], "a row has a cell in every column").length, 1) *
        style.leading,
    );
  }
  return { index, cells, height: height + 2 * paddingOf(table) };
}
