import type { Flow } from "./flow.ts";
import { COLUMN, SPACE, TYPE } from "./measures.ts";
import { type Chunk, ROWS_TOGETHER, takeChunk } from "./table-chunk.ts";
import { drawPanel } from "./table-panel.ts";
import {
  PANEL_GUTTER,
  type PlacedTable,
  placeTable,
  type Row,
  type Table,
} from "./table-placement.ts";

/** A table up to this high is not broken at all: with its caption, it leaves less than a quarter of a page empty. */
const WHOLE_HEIGHT = 130;

/** Two rows this high together do not look lost. */
const TALL = 50;

/** Sets a table at the flow's place; it breaks between rows and repeats its head on every page. */
export function drawTable(flow: Flow, table: Table): void {
  flow.canvas.tagging.within("Table", () => drawPlaced(flow, table, placeTable(flow, table)));
  if (table.note !== undefined) drawTableNote(flow, table.note);
  flow.y += SPACE.medium;
}

/** Words below a table, close to it. */
export function drawTableNote(flow: Flow, note: string): void {
  flow.y += SPACE.hair;
  flow.paragraph(note, TYPE.caption);
}

/** The height that a table with a caption needs to begin: for what introduces it. */
export function openingHeight(flow: Flow, table: Table): number {
  const placed = placeTable(flow, table);
  return flow.captionHeight(table.caption ?? "") + placed.headHeight + leastHeight(placed);
}

/** The height of a table with a caption that is set on one page, side by side rows not counted. */
export function wholeHeight(flow: Flow, table: Table): number {
  const { headHeight, rows } = placeTable(flow, table);
  const height = rows.reduce((sum, row) => sum + row.height, 0);
  return flow.captionHeight(table.caption ?? "") + headHeight + height;
}

function drawPlaced(flow: Flow, table: Table, placed: PlacedTable): void {
  const { headHeight, rows } = placed;
  // Below a heading, which was kept with the least: a table that goes to the next page would leave it alone.
  const keep = headHeight + (flow.opening ? leastHeight(placed) : keptHeight(placed));
  flow.opening = false;
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
    bottom = Math.max(bottom, drawPanel(flow.canvas, table, placed, { left, top: flow.y, rows }));
    start += count;
  }
  flow.y = bottom;
}

function keptHeight(placed: PlacedTable): number {
  const whole = panelHeight(placed);
  return whole <= WHOLE_HEIGHT ? whole : leastHeight(placed);
}

/** The first rows, or all of a few: these cannot be parted without leaving too few on one of the pages. */
function leastHeight(placed: PlacedTable): number {
  const { rows, panels } = placed;
  const whole = panelHeight(placed);
  const isFew = Math.ceil(rows.length / panels) < 2 * ROWS_TOGETHER && whole <= WHOLE_HEIGHT;
  if (isFew) return whole;
  const [two, three] = [2, ROWS_TOGETHER].map((count) => sumHeights(rows.slice(0, count)));
  return two !== undefined && two >= TALL ? two : (three ?? 0);
}

function panelHeight({ rows, panels }: PlacedTable): number {
  return sumHeights(rows.slice(0, Math.ceil(rows.length / panels)));
}

function sumHeights(rows: readonly Row[]): number {
  return rows.reduce((sum, { height }) => sum + height, 0);
}
