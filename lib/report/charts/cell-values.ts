import type { Segment } from "../geometry/boxes.ts";
import { cellText, type SidesByCell } from "../geometry/cell-text.ts";
import { INK, SMALLEST_SIZE, type TextStyle } from "../layout/measures.ts";
import { cellFigure } from "../model/numbers.ts";
import type { ProbeMap } from "../model/probe-maps.ts";
import type { ProbeCell } from "../model/probes.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import { isDark, type Palette, type Rgb } from "../scales/palettes.ts";

/** The width of the frame of the worst cell, half of it in the cell's neighbours. */
export const WORST_FRAME = 2.6;

/** Text sizes for the cells, the largest first. If no size fits, the cells have no text. */
const CELL_TEXT_SIZES = [8.6, 8.3, SMALLEST_SIZE] as const;

/** Between a number and the edge of its cell: as much as the frame of the worst cell takes. */
const CELL_MARGIN = WORST_FRAME / 2;
/** Between a number and an outline. */
const HALO = 1.4;

interface Coloured {
  readonly entries: Uint8Array;
  readonly palette: Palette;
  readonly sides: SidesByCell;
}

/** Draws the number of every cell that has room for it. */
export function drawValues(
  canvas: Canvas,
  place: Rectangle,
  { gridSize, cells, value }: ProbeMap,
  { entries, palette, sides }: Coloured,
): void {
  const side = place.width / gridSize;
  const texts = cells.map((probe) => textOf(probe[value]));
  const size = cellTextSize(canvas, texts, side - 2 * CELL_MARGIN);
  for (const [index, probe] of cells.entries()) {
    const cell = probe.row * gridSize + probe.col;
    const ground = palette.colours[entries[cell] ?? 0] ?? INK.white;
    const ink = isDark(ground) ? INK.white : INK.text;
    const style: TextStyle = { face: "sans", size, leading: size, ink };
    const text = texts[index] ?? "";
    if (text === "" || canvas.widthOf(text, style) > side - 2 * CELL_MARGIN) continue;
    drawValue(canvas, { place, side }, { text, style, probe, ground }, sides.get(cell) ?? []);
  }
}

interface CellValue {
  readonly text: string;
  readonly style: TextStyle;
  readonly probe: ProbeCell;
  readonly ground: Rgb;
}

/** Draws a number clear of the outlines. If they cross it at every position, it interrupts them. */
function drawValue(
  canvas: Canvas,
  { place, side }: { readonly place: Rectangle; readonly side: number },
  { text, style, probe, ground }: CellValue,
  sides: readonly Segment[],
): void {
  const width = canvas.widthOf(text, style) + 2 * HALO;
  const height = canvas.capHeight(style) + 2 * HALO;
  const { box, crossed } = cellText(probe, { width: width / side, height: height / side }, sides);
  const x = place.x + box.x * side;
  const y = place.y + box.y * side;
  if (crossed) {
    // The halo stays in its cell, where its colour is the ground.
    const left = Math.max(x, place.x + probe.col * side + CELL_MARGIN);
    const right = Math.min(x + width, place.x + (probe.col + 1) * side - CELL_MARGIN);
    canvas.fillRectangle({ x: left, y, width: right - left, height }, ground);
  }
  canvas.text(text, x + HALO, y + height - HALO, style);
}

function textOf(change: number | undefined): string {
  return change === undefined ? "" : cellFigure(change);
}

/** The largest size at which every text fits, so that the cells of a map look alike. */
function cellTextSize(canvas: Canvas, texts: readonly string[], width: number): number {
  const fits = (size: number): boolean => {
    const style: TextStyle = { face: "sans", size, leading: size, ink: INK.text };
    return texts.every((text) => canvas.widthOf(text, style) <= width);
  };
  return CELL_TEXT_SIZES.find(fits) ?? SMALLEST_SIZE;
}
