import { clearLabels } from "../geometry/axis-labels.ts";
import { probeEntries, probePalette, worstProbe } from "../geometry/map-entries.ts";
import { INK, SMALLEST_SIZE, SPACE, type TextStyle, TYPE } from "../layout/measures.ts";
import { cellFigure } from "../model/numbers.ts";
import { LABELLED_GRID, type ProbeMap } from "../model/probe-maps.ts";
import { MOST_OUTLINED, type RegionModel } from "../model/regions.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import { isDark, type Palette } from "../scales/palettes.ts";
import { drawColourBar } from "./colour-bar.ts";
import { required } from "../../required.ts";

/** Room left of and above the map for the numbers of rows and columns. */
export const PROBE_MAP_ROOM = { left: 24, top: 32 } as const;

/**
 * A grid of differences: the scale is symmetric, its centre is no change; grey cells have no probe. The
 * regions are outlined over it, and the cell whose masking does most harm has a heavy frame.
 */
export function drawProbeMap(
  canvas: Canvas,
  place: Rectangle,
  map: ProbeMap,
  regions: readonly RegionModel[] = [],
): void {
  canvas.text(map.title, place.x, place.y - PROBE_MAP_ROOM.top + TYPE.axis.size, TYPE.axis);
  const { gridSize } = map;
  const entries = probeEntries(map);
  const palette = probePalette(map);
  canvas.indexedImage(
    { width: gridSize, height: gridSize, entries, palette: palette.bytes },
    place,
  );
  canvas.strokeRectangle(place, { ink: INK.frame, width: 0.6 });
  drawNumbers(canvas, place, gridSize);
  drawRegions(canvas, place, regions);
  drawWorst(canvas, place, map);
  if (gridSize <= LABELLED_GRID) drawValues(canvas, place, map, { entries, palette });
  const domain = { min: -map.limit, max: map.limit };
  drawColourBar(canvas, place, { palette, firstEntry: 1, domain });
}

/** Thin and blue, so that the values in the cells stay legible. */
function drawRegions(canvas: Canvas, place: Rectangle, regions: readonly RegionModel[]): void {
  for (const { box } of regions.slice(0, MOST_OUTLINED)) {
    if (box === undefined) continue;
    const outline = {
      x: place.x + box.left * place.width,
      y: place.y + box.top * place.height,
      width: (box.right - box.left) * place.width,
      height: (box.bottom - box.top) * place.height,
    };
    canvas.strokeRectangle(outline, { ink: REGION_INK, width: 0.8 });
  }
}

const REGION_INK = [0, 114, 178] as const;

function drawWorst(canvas: Canvas, place: Rectangle, map: ProbeMap): void {
  const worst = worstProbe(map);
  if (worst === undefined) return;
  const side = place.width / map.gridSize;
  const frame = {
    x: place.x + worst.col * side,
    y: place.y + worst.row * side,
    width: side,
    height: side,
  };
  canvas.strokeRectangle(frame, { ink: INK.white, width: 3 });
  canvas.strokeRectangle(frame, { ink: INK.text, width: 1.6 });
}

function drawNumbers(canvas: Canvas, place: Rectangle, gridSize: number): void {
  const cell = place.width / gridSize;
  const step = Math.ceil((TYPE.tick.size + 3) / cell);
  const numbers = Array.from({ length: Math.ceil(gridSize / step) }, (_, index) => index * step);
  const baseline = place.y - SPACE.hair - 1;
  const columns = numbers.map((col) => ({ at: place.x + (col + 0.5) * cell, text: `${col}` }));
  const widthOf = (code: number): number => canvas.widthOfCharacter(code, TYPE.tick);
  const bounds = { left: place.x, right: place.x + place.width };
  for (const { at, text } of clearLabels(columns, widthOf, bounds)) {
    canvas.textCentred(text, at, baseline, TYPE.tick);
  }
  const middle = canvas.capHeight(TYPE.tick) / 2;
  for (const row of numbers) {
    const y = place.y + (row + 0.5) * cell + middle;
    canvas.textRight(`${row}`, place.x - SPACE.hair - 1, y, TYPE.tick);
  }
  canvas.textCentred("column", place.x + place.width / 2, baseline - TYPE.tick.leading, TYPE.tick);
  const start = place.y + place.height / 2 + canvas.widthOf("row", TYPE.tick) / 2;
  canvas.textUpwards("row", place.x - PROBE_MAP_ROOM.left + TYPE.tick.size, start, TYPE.tick);
}

/** Sizes of the text in the cells, the largest first; where none fits, a cell stays without. */
const CELL_TEXT_SIZES = [8.6, 8.3, SMALLEST_SIZE] as const;

function drawValues(
  canvas: Canvas,
  place: Rectangle,
  { gridSize, cells, value }: ProbeMap,
  { entries, palette }: { readonly entries: Uint8Array; readonly palette: Palette },
): void {
  const side = place.width / gridSize;
  const texts = cells.map((probe) => cellText(probe[value]));
  const size = cellTextSize(canvas, texts, side - 1.5);
  for (const [index, probe] of cells.entries()) {
    const text = required(texts[index], "every cell has a text");
    const colour = palette.colours[entries[probe.row * gridSize + probe.col] ?? 0];
    const ink = colour !== undefined && isDark(colour) ? INK.white : INK.text;
    const style: TextStyle = { face: "sans", size, leading: size, ink };
    if (text === "" || canvas.widthOf(text, style) > side - 1) continue;
    const centre = place.x + (probe.col + 0.5) * side;
    const baseline = place.y + (probe.row + 0.5) * side + canvas.capHeight(style) / 2;
    canvas.textCentred(text, centre, baseline, style);
  }
}

function cellText(change: number | undefined): string {
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
