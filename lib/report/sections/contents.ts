import type { Flow, Place } from "../layout/flow.ts";
import { COLUMN, INK, MARGIN, QUARTER, SPACE, type TextStyle, TYPE } from "../layout/measures.ts";
import { shorten } from "../geometry/shorten.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import { type Bookmark, nested } from "../pdf/outline.ts";

/** A shorter report has no list of contents: leafing through it is faster. */
const LONG_ENOUGH = 3;
/** Between an entry and its page number, and the dots that join them. */
const GAP = 6;
const ROW_HEIGHT = 14;
/** The most columns of a list; it has fewer where there is room below. */
const MOST_COLUMNS = 3;
const COLUMN_GUTTER = 18;
const INDENT = 10;

/** Room for the list while its entries are not known; a report with more of them lists its sections alone. */
const RESERVED = heightOf({ length: 18 });

/** Where the list of contents goes. */
export interface ContentsPlace extends Place {
  readonly room: number;
  /** Whether nothing else is set below it on its page. */
  readonly endsPage: boolean;
}

/**
 * Keeps room for the list of contents and begins the sections. The list ends the cover if that has room for
 * it, else it begins the next page. The sections begin on a page of their own, unless too much of the cover
 * would be empty.
 */
export function reserveContents(flow: Flow): ContentsPlace {
  if (flow.room < RESERVED) flow.newPage();
  const { place, room, atTop } = flow;
  if (atTop || room - RESERVED > 0.9 * QUARTER) {
    flow.y += RESERVED;
    return { ...place, room: RESERVED, endsPage: false };
  }
  flow.newPage();
  return { ...place, room, endsPage: true };
}

/** Sets the list of contents, once all else is set and its pages are known. */
export function drawContents(flow: Flow, place: ContentsPlace): void {
  const { bookmarks, tagging } = flow.canvas;
  if (place.endsPage && tagging.pages.length < LONG_ENOUGH) return;
  const entries = bookmarks.slice(1).filter(({ level }) => level < 3);
  const sections = entries.filter(({ level }) => level === 1);
  tagging.resumeFirstSection();
  drawList(flow, place, heightOf(entries) <= place.room ? entries : sections);
}

function heightOf(entries: { readonly length: number }, columns = MOST_COLUMNS): number {
  const rows = Math.ceil(entries.length / columns);
  return SPACE.large + TYPE.section.leading + SPACE.small + rows * ROW_HEIGHT;
}

/** In as few columns as there is room for. */
function drawList(
  flow: Flow,
  { page, y, room }: ContentsPlace,
  entries: readonly Bookmark[],
): void {
  const { tagging } = flow.canvas;
  const columns = columnsIn(room, entries);
  const cursor = new Cursor(flow.canvas, y, columns, Math.ceil(entries.length / columns));
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

function columnsIn(room: number, entries: readonly Bookmark[]): number {
  const fewer = [1, 2].find((columns) => heightOf(entries, columns) <= room);
  return fewer ?? MOST_COLUMNS;
}

/** Where the list is at: one column is filled after the other. */
class Cursor {
  readonly #canvas: Canvas;
  readonly #rows: number;
  readonly #width: number;
  #entries = 0;
  #y: number;

  constructor(canvas: Canvas, y: number, columns: number, rows: number) {
    this.#canvas = canvas;
    this.#width = (COLUMN.width - COLUMN_GUTTER * (columns - 1)) / columns;
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
      x: COLUMN.left + column * (this.#width + COLUMN_GUTTER) + indent,
      y: this.#y + (this.#entries % this.#rows) * ROW_HEIGHT,
      width: this.#width - indent,
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
