import type { Canvas } from "../pdf/canvas.ts";
import { COLUMN, INK, MARGIN, SPACE, type TextStyle, TYPE } from "./measures.ts";
import { type Line, wrap } from "./wrap.ts";

/** A height of a page, counted from 0. */
export interface Place {
  readonly page: number;
  readonly y: number;
}

/** Enough for the longest names that a caption has, so that none is cut. */
const CAPTION_LINES = 20;

/** What the title of a section takes. */
const SECTION_HEIGHT = SPACE.section + TYPE.section.leading + SPACE.medium;

interface CaptionPlace {
  readonly left: number;
  readonly width: number;
  readonly y: number;
}

/**
 * Sets one block below the other, on as many pages as needed. A block that must stay together requests its height
 * before it is drawn.
 */
export class Flow {
  readonly canvas: Canvas;
  /** The top of what comes next. */
  y: number = MARGIN.top;
  /** Whether nothing is set since the last heading but words that introduce what comes. */
  opening = false;
  /** The title of a section that is set with its first part. */
  #pending: string | undefined;
  #figures = 0;
  #tables = 0;

  constructor(canvas: Canvas) {
    this.canvas = canvas;
    canvas.addPage();
  }

  /** The height that is left on the page. */
  get room(): number {
    return COLUMN.bottom - this.y;
  }

  /** Where the next thing would be set. */
  get place(): Place {
    return { page: this.canvas.tagging.pages.length - 1, y: this.y };
  }

  get atTop(): boolean {
    return this.y === MARGIN.top;
  }

  newPage(): void {
    this.opening = false;
    this.canvas.addPage();
    this.y = MARGIN.top;
  }

  /** Goes to the next page if less than the height is left, except at the top of a page. */
  ensure(height: number): void {
    if (this.room < height && !this.atTop) this.newPage();
  }

  /** White space; none at the top of a page. */
  space(height: number): void {
    if (!this.atTop) this.y += height;
  }

  lines(text: string, style: TextStyle, width: number = COLUMN.width, maxLines = Infinity): Line[] {
    return wrap(text, width, (code) => this.canvas.widthOfCharacter(code, style), maxLines);
  }

  /** The title of a section, kept on one page with as much of what follows as `keep` says. */
  section(title: string, keep: number): void {
    this.ensure(SECTION_HEIGHT + keep);
    this.space(SPACE.section);
    this.canvas.startSection(title, 1, this.y);
    this.canvas.tagging.within("H2", () => {
      this.#line({ text: title, written: title }, TYPE.section);
    });
    this.y += SPACE.small;
    this.opening = true;
  }

  /** The title of a section that has only parts: it is set with the first one, and not at all without any. */
  sectionOf(title: string): void {
    this.#pending = title;
  }

  /** A heading of at most two lines, kept with as much of what follows as `keep` says. */
  subsection(title: string, keep: number): void {
    const lines = this.lines(title, TYPE.subsection, COLUMN.width, 2);
    const height = lines.length * TYPE.subsection.leading;
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending !== undefined) this.section(pending, SPACE.large + height + SPACE.small + keep);
    this.ensure(SPACE.large + height + SPACE.small + keep);
    this.space(SPACE.large);
    this.canvas.startSection(title, 2, this.y);
    this.canvas.tagging.within("H3", () => {
      for (const line of lines) this.#line(line, TYPE.subsection);
    });
    this.y += SPACE.hair;
    this.opening = true;
  }

  /** Text over the whole column; where a page ends it breaks, but leaves no single line on either. */
  paragraph(text: string, style: TextStyle = TYPE.body, type: "P" | "H1" = "P"): void {
    const lines = this.lines(text, style);
    // Three lines cannot be parted without leaving one alone.
    const leading = lines.length === 3 ? 3 : 2;
    this.canvas.tagging.within(type, () => {
      for (const [index, line] of lines.entries()) {
        const together = index === 0 ? leading : index === lines.length - 2 ? 2 : 1;
        this.ensure(Math.min(together, lines.length - index) * style.leading);
        this.#line(line, style);
      }
    });
    this.y += SPACE.small;
  }

  /** The number of the next figure; asking takes it. */
  nextFigure(): number {
    this.#figures += 1;
    return this.#figures;
  }

  /**
   * The number and title of a table, above it, kept with as much of the table as `keep` says.
   *
   * @returns the number
   */
  tableCaption(text: string, keep: number): number {
    this.#tables += 1;
    this.space(SPACE.small);
    this.ensure(this.captionHeight(text) - SPACE.small + keep);
    this.canvas.tagging.within("Caption", () => this.#caption(`Table ${this.#tables}. ${text}`));
    return this.#tables;
  }

  /** The number and title of the next table at a place, over one of several columns. */
  captionAt(text: string, { left, width, y }: CaptionPlace): void {
    this.#tables += 1;
    const lines = this.lines(`Table ${this.#tables}. ${text}`, TYPE.caption, width, CAPTION_LINES);
    this.canvas.tagging.within("Caption", () => {
      for (const [index, line] of lines.entries()) {
        const baseline = y + TYPE.caption.size + index * TYPE.caption.leading;
        this.canvas.text(line.text, left, baseline, TYPE.caption, line.written);
      }
    });
  }

  /** What a table's caption takes, with the space around it. */
  captionHeight(text: string, width: number = COLUMN.width): number {
    const lines = this.lines(`Table 0000. ${text}`, TYPE.caption, width, CAPTION_LINES);
    return lines.length * TYPE.caption.leading + 2 * SPACE.small;
  }

  /** Stands above the part of a table that goes on on another page. */
  tableContinued(number: number): void {
    const draw = (): void => this.#caption(`Table ${number}, continued`);
    this.canvas.tagging.artifact("pagination", draw);
  }

  /** Lines to be saved or typed as they stand, on a ground of their own, never apart. */
  code(lines: readonly string[]): void {
    const height = lines.length * TYPE.code.leading + 2 * SPACE.small;
    this.ensure(height);
    const place = { x: COLUMN.left, y: this.y, width: COLUMN.width, height };
    this.canvas.fillRectangle(place, INK.panel);
    for (const [index, line] of lines.entries()) {
      const baseline = this.y + SPACE.small + TYPE.code.size + index * TYPE.code.leading;
      this.canvas.tagging.within("P", () => {
        this.canvas.text(line, COLUMN.left + SPACE.small, baseline, TYPE.code);
      });
    }
    this.y += height + SPACE.medium;
  }

  #caption(text: string): void {
    for (const line of this.lines(text, TYPE.caption, COLUMN.width, CAPTION_LINES)) {
      this.#line(line, TYPE.caption);
    }
    this.y += SPACE.small;
  }

  #line({ text, written }: Line, style: TextStyle): void {
    this.canvas.text(text, COLUMN.left, this.y + style.size, style, written);
    this.y += style.leading;
  }
}
