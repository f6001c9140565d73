import { clearLabels } from "../geometry/axis-labels.ts";
import { sidesByCell } from "../geometry/cell-text.ts";
import { probeEntries, probePalette } from "../geometry/map-entries.ts";
import { INK, SPACE, TYPE } from "../layout/measures.ts";
import { LABELLED_GRID, type ProbeMap } from "../model/probe-maps.ts";
import { MOST_OUTLINED, type RegionModel } from "../model/regions.ts";
import { worstProbe } from "../model/worst.ts";
import type { Canvas, Rectangle } from "../pdf/canvas.ts";
import { drawValues, WORST_FRAME } from "./cell-values.ts";
import { drawColourBar } from "./colour-bar.ts";

/** Room left of and above the map for the numbers of rows and columns. */
export const PROBE_MAP_ROOM = { left: 24, top: 32 } as const;

/**
 * Draws a grid of differences. The scale is symmetric, and its centre means no change; grey cells have no probe. The
 * regions are outlined, and the cell whose masking does the most harm has a heavy frame.
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
  if (gridSize <= LABELLED_GRID) {
    const sides = sidesByCell(boxesOf(regions), gridSize);
    drawValues(canvas, place, map, { entries, palette, sides });
  }
  const domain = { min: -map.limit, max: map.limit };
  drawColourBar(canvas, place, { palette, firstEntry: 1, domain });
}

function boxesOf(regions: readonly RegionModel[]) {
  return regions.slice(0, MOST_OUTLINED).flatMap(({ box }) => box ?? []);
}

/** Thin and blue, between light lines, so that they are seen on every colour of the map. */
function drawRegions(canvas: Canvas, place: Rectangle, regions: readonly RegionModel[]): void {
  const outlines = boxesOf(regions).map(({ left, top, right, bottom }) => ({
    x: place.x + left * place.width,
    y: place.y + top * place.height,
    width: (right - left) * place.width,
    height: (bottom - top) * place.height,
  }));
  for (const outline of outlines) {
    canvas.strokeRectangle(outline, { ink: INK.white, width: 1.8 });
  }
  for (const outline of outlines) {
    canvas.strokeRectangle(outline, { ink: REGION_INK, width: 0.9 });
  }
}

const REGION_INK = [0, 114, 178] as const;

/** On the cell's edge and narrow, so that it covers no number of a neighbour. */
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
  canvas.strokeRectangle(frame, { ink: INK.white, width: WORST_FRAME });
  canvas.strokeRectangle(frame, { ink: INK.text, width: 1.4 });
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
