import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import type { Block } from "./arrange.ts";
import type { Flow } from "./flow.ts";
import { COLUMN, SPACE, TYPE } from "./measures.ts";
import type { Line } from "./wrap.ts";
import { required } from "../../required.ts";

/** A drawing, its caption and its words: one unit that is never broken. */
export interface Figure {
  /** Of the drawing alone, in points. */
  readonly height: number;
  /** Set below the drawing after the figure's number. */
  readonly caption: string;
  /** Its name in the outline; without one it is not there. */
  readonly bookmark?: string;
  /** What the drawing shows, in a sentence, for those who cannot see it. */
  readonly alt: string;
  /** Draws within the place, which has the figure's height and the width of its column. */
  readonly draw: (canvas: Canvas, place: Rectangle) => void;
}

/** Between figures side by side. */
const FIGURE_GUTTER = 18;

/** Enough for the longest caption that the model makes, so that none is cut. */
const CAPTION_LINES = 20;

/** The width of each of some figures in a row. */
export function figureWidth(count: number): number {
  return (COLUMN.width - FIGURE_GUTTER * (count - 1)) / count;
}

/** What the captions of a row of figures take, with the space above them. */
export function captionsHeight(flow: Flow, captions: readonly string[], columns: number): number {
  const width = figureWidth(columns);
  const lines = captions.map(
    (caption) => flow.lines(`Figure 0000. ${caption}`, TYPE.caption, width, CAPTION_LINES).length,
  );
  return SPACE.small + Math.max(0, ...lines) * TYPE.caption.leading;
}

/** Sets figures side by side in columns of the same width, each with its own number and caption. */
export function drawFigures(flow: Flow, row: readonly Figure[], columns = row.length): void {
  const width = figureWidth(columns);
  const drawn = Math.max(...row.map(({ height }) => height));
  const captions = row.map(({ caption }) => {
    const numbered = `Figure ${flow.nextFigure()}. ${caption}`;
    return flow.lines(numbered, TYPE.caption, width, CAPTION_LINES);
  });
  const lines = Math.max(...captions.map(({ length }) => length));
  const height = drawn + SPACE.small + lines * TYPE.caption.leading;
  flow.ensure(height);
  flow.opening = false;
  const { canvas, y } = flow;
  for (const [index, { draw, alt, bookmark, height: own }] of row.entries()) {
    if (bookmark !== undefined) canvas.addBookmark(bookmark, 3, y);
    const place = { x: COLUMN.left + index * (width + FIGURE_GUTTER), y, width, height: own };
    canvas.figure(place, alt, () => {
      draw(canvas, place);
      drawCaption(
        canvas,
        required(captions[index], "every figure has a caption"),
        place.x,
        y + drawn + SPACE.small,
      );
    });
  }
  flow.y += height + SPACE.large;
}

function drawCaption(canvas: Canvas, lines: readonly Line[], x: number, top: number): void {
  canvas.tagging.within("Caption", () => {
    for (const [index, line] of lines.entries()) {
      const baseline = top + TYPE.caption.size + index * TYPE.caption.leading;
      canvas.text(line.text, x, baseline, TYPE.caption, line.written);
    }
  });
}

/**
 * A row of figures as a block: as large as the page has room for, down to a share of their full size.
 *
 * @param rowAt makes the figures at a share of their full size
 * @param least the smallest share; below it the row goes to the next page, in full size
 */
export function rowBlock(
  flow: Flow,
  rowAt: (share: number) => readonly Figure[],
  { columns, least = 1 }: { readonly columns: number; readonly least?: number },
): Block {
  const heightAt = (share: number): number => {
    const row = rowAt(share);
    const captions = row.map(({ caption }) => caption);
    return Math.max(...row.map(({ height }) => height)) + captionsHeight(flow, captions, columns);
  };
  const draw = (): void => {
    const share = SHARES.find((each) => each >= least && heightAt(each) <= flow.room) ?? 1;
    drawFigures(flow, rowAt(share), columns);
  };
  return { height: heightAt(least), draw };
}

/** In steps, so that figures of two reports that are nearly alike have one size. */
const SHARES = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6];
