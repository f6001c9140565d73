/** Places on a map in pixels. */
import { type Cell, cellAt, type Grid } from "./cursor-model.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** A cursor around a cell is never smaller: a cell of a large matrix is less than a pixel. */
const SMALLEST_CURSOR = 9;
/** The smallest width or height of a map, for images that are almost a line; the same as in the report. */
const THINNEST = 24;

/** The box around a cell. */
export function cursorBox({ row, col }: Cell, grid: Grid, size: Size): Box {
  const cell = { width: size.width / grid.width, height: size.height / grid.height };
  const width = Math.max(cell.width, SMALLEST_CURSOR);
  const height = Math.max(cell.height, SMALLEST_CURSOR);
  return {
    x: (col + 0.5) * cell.width - width / 2,
    y: (row + 0.5) * cell.height - height / 2,
    width,
    height,
  };
}

/** The cell under a pointer, both in pixels of the screen. */
export function cellUnder(
  pointer: { readonly clientX: number; readonly clientY: number },
  place: Box,
  grid: Grid,
): Cell {
  return cellAt(
    (pointer.clientX - place.x) / Math.max(place.width, 1),
    (pointer.clientY - place.y) / Math.max(place.height, 1),
    grid,
  );
}

/** A map's size at a width: the image's proportions, limited so that the map stays visible. */
export function mapSize(available: number, image: Size, highest: number): Size {
  const scale = Math.min(available / image.width, highest / image.height);
  return {
    width: Math.min(Math.max(image.width * scale, THINNEST), Math.max(available, 1)),
    height: Math.max(image.height * scale, THINNEST),
  };
}
