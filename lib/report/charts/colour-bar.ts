import { barMarks, placedMarks } from "../geometry/bar-ticks.ts";
import { INK, SPACE, TYPE } from "../layout/measures.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import { type Domain, shareOf } from "../scales/linear.ts";
import { type Palette, PALETTE_SIZE } from "../scales/palettes.ts";

const WIDTH = 8;
const GAP = 6;
const LABEL_GAP = 2 * SPACE.hair;

/** The content of a colour bar: the palette's entries from `firstEntry` on, over the domain. */
interface ColourScale {
  readonly palette: Palette;
  readonly firstEntry: number;
  readonly domain: Domain;
}

/** The width that a map needs at its right for its colour bar with labels. */
export function colourBarRoom(canvas: Canvas, domain: Domain): number {
  const widths = barMarks(domain).map(({ label }) => canvas.widthOf(label, TYPE.tick));
  return GAP + WIDTH + LABEL_GAP + Math.max(...widths);
}

/** The bar of a map, at its right. */
export function drawColourBar(canvas: Canvas, map: Rectangle, scale: ColourScale): void {
  const { x, y, width, height } = map;
  drawBar(canvas, { x: x + width + GAP, y, width: WIDTH, height }, scale);
}

/** A vertical bar of the colours with its values at the right, the largest on top. */
function drawBar(canvas: Canvas, place: Rectangle, scale: ColourScale): void {
  const height = PALETTE_SIZE - scale.firstEntry;
  const entries = Uint8Array.from({ length: height }, (_, index) => PALETTE_SIZE - 1 - index);
  canvas.indexedImage({ width: 1, height, entries, palette: scale.palette.bytes }, place);
  canvas.strokeRectangle(place, { ink: INK.frame, width: 0.4 });
  const right = place.x + place.width;
  for (const { at, label, labelAt } of placedMarks(scale.domain, place.height, TYPE.tick.leading)) {
    const from = { x: right, y: place.y + at };
    const to = { x: right + SPACE.hair, y: place.y + labelAt };
    canvas.line(from, to, { ink: INK.frame, width: 0.5 });
    canvas.text(label, right + LABEL_GAP, to.y + canvas.capHeight(TYPE.tick) / 2, TYPE.tick);
  }
  drawZero(canvas, place, scale.domain);
}

/** A line across the bar where values change their sign. */
function drawZero(canvas: Canvas, { x, y, width, height }: Rectangle, domain: Domain): void {
  if (domain.min >= 0 || domain.max <= 0) return;
  const at = y + (1 - shareOf(0, domain)) * height;
  canvas.line({ x, y: at }, { x: x + width, y: at }, { ink: INK.white, width: 1.8 });
  canvas.line({ x, y: at }, { x: x + width, y: at }, { ink: INK.text, width: 0.9 });
}
