import type { Flow, Place } from "../layout/flow.ts";
import { COLUMN, INK, MARGIN, SPACE, type TextStyle, TYPE } from "../layout/measures.ts";
import { shorten } from "../geometry/shorten.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import { type Bookmark, nested } from "../pdf/outline.ts";

/** A report of fewer pages is leafed through faster than a list is read. */
const LONG_ENOUGH = 5;
/** Up to this many pages, the sections alone will do where there is no room for their parts. */
const SHORT = 12;
/** Between an entry and its page number, and the dots that join them. */
const GAP = 6;
const ROW_HEIGHT = 14;
const COLUMNS = 3;
const COLUMN_GUTTER = 18;
const COLUMN_WIDTH = (COLUMN.width - COLUMN_GUTTER * (COLUMNS - 1)) / COLUMNS;
const INDENT = 10;

/**
 * Sets the list of contents, once all else is set and its pages are known: at the end of the cover where
 * there is room for it, else on a page of its own after it.
 *
 * @param front where the cover ends
 */
export function drawContents(flow: Flow, front: Place): void {
  const { bookmarks, tagging } = flow.canvas;
  const pages = tagging.pages.length;
  if (pages < LONG_ENOUGH) return;
  const entries = bookmarks.slice(1).filter(({ level }) => level < 3);
  const sections = entries.filter(({ level }) => level === 1);
  const room = COLUMN.bottom - front.y;
  tagging.resumeFirstSection();
  if (room >= heightOf(entries)) drawList(flow, front, entries);
  else if (pages <= SHORT && room >= heightOf(sections)) drawList(flow, front, sections);
  else drawList(flow, addPage(flow.canvas, front.page + 1), entries);
}

function heightOf(entries: readonly Bookmark[]): number {
  return SPACE.large + TYPE.section.leading + SPACE.small + rowsOf(entries) * ROW_HEIGHT;
}

function rowsOf({ length }: readonly Bookmark[]): number {
  return Math.ceil(length / COLUMNS);
}

/** Adds a page after those that there are up to the index: the list has some ten entries, so one will do. */
function addPage({ tagging }: Canvas, index: number): Place {
  tagging.addPage();
  tagging.moveLastPageTo(index);
  return { page: index, y: MARGIN.top };
}

function drawList(flow: Flow, { page, y }: Place, entries: readonly Bookmark[]): void {
  const { tagging } = flow.canvas;
  const cursor = new Cursor(flow.canvas, y, rowsOf(entries));
  tagging.turnTo(page);
  cursor.heading();
  tagging.within("TOC", () => {
    for (const { bookmark, parts } of nested(entries)) {
      tagging.within("TOCI", () => {
        cursor.entry(bookmark);
        if (parts.length === 0) return;
        tagging.within("TOC", () => {
          for (const part of parts) tagging.within("TOCI", () => cursor.entry(part.bookmark));
        });
      });
    }
  });
}

/** Where the list is at: one column is filled after the other. */
class Cursor {
  readonly #canvas: Canvas;
  readonly #rows: number;
  #entries = 0;
  #y: number;

  constructor(canvas: Canvas, y: number, rows: number) {
    this.#canvas = canvas;
    this.#y = y;
    this.#rows = rows;
  }

  heading(): void {
    if (this.#y > MARGIN.top) this.#y += SPACE.large;
    const baseline = this.#y + TYPE.section.size;
    this.#canvas.tagging.within("H2", () => {
      this.#canvas.text("Contents", COLUMN.left, baseline, TYPE.section);
    });
    this.#y += TYPE.section.leading + SPACE.small;
  }

  entry(bookmark: Bookmark): void {
    const indent = (bookmark.level - 1) * INDENT;
    const column = Math.floor(this.#entries / this.#rows);
    const row = {
      x: COLUMN.left + column * (COLUMN_WIDTH + COLUMN_GUTTER) + indent,
      y: this.#y + (this.#entries % this.#rows) * ROW_HEIGHT,
      width: COLUMN_WIDTH - indent,
      height: ROW_HEIGHT,
    };
    const { tagging } = this.#canvas;
    const number = tagging.pages.findIndex(({ reference }) => reference === bookmark.page) + 1;
    tagging.within("Reference", () => {
      tagging.within("Link", () => {
        this.#drawRow(bookmark, `${number}`, row);
        this.#canvas.link(row, bookmark, `${bookmark.title}, page ${number}`);
      });
    });
    this.#entries += 1;
  }

  #drawRow({ title, level }: Bookmark, number: string, { x: left, y, width }: Rectangle): void {
    const canvas = this.#canvas;
    const style: TextStyle = level === 1 ? TYPE.strong : TYPE.body;
    const baseline = y + style.size + 1;
    const end = left + width - canvas.widthOf(number, style);
    const shown = shorten(title, end - GAP * 2 - left, (code) =>
      canvas.widthOfCharacter(code, style),
    );
    canvas.text(shown, left, baseline, style, `${title} `);
    canvas.text(number, end, baseline, style);
    const dots = { from: left + canvas.widthOf(shown, style) + GAP, to: end - GAP };
    const stroke = { ink: INK.frame, width: 0.6, dash: [0.6, 2.4] } as const;
    canvas.line({ x: dots.from, y: baseline }, { x: dots.to, y: baseline }, stroke);
  }
}
