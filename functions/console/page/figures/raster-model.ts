import type { Palette } from "../../../../lib/report/scales/palettes.ts";
import { PALETTE_SIZE } from "../../../../lib/report/scales/palettes.ts";

/** Entries of a palette, row by row from the top left. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly entries: Uint8Array;
}

/** Cells that are painted at once: a few milliseconds. */
const BAND_CELLS = 500_000;

/** The raster in bands of whole rows, from the top; most rasters are a single one. */
export function bandsOf({ width, height, entries }: Raster): { top: number; raster: Raster }[] {
  const rows = Math.max(1, Math.floor(BAND_CELLS / Math.max(width, 1)));
  return Array.from({ length: Math.ceil(height / rows) }, (_, index) => {
    const [top, bottom] = [index * rows, Math.min((index + 1) * rows, height)];
    const band = entries.subarray(top * width, bottom * width);
    return { top, raster: { width, height: bottom - top, entries: band } };
  });
}

/** The bytes of an image, red, green, blue and opacity for each cell: a look-up each, for a million cells. */
export function imageBytes({ entries }: Raster, palette: Palette): Uint8ClampedArray<ArrayBuffer> {
  const table = colourWords(palette);
  const words = new Uint32Array(entries.length);
  for (let index = 0; index < entries.length; index += 1) {
    words[index] = table[entries[index] ?? 0] ?? 0;
  }
  return new Uint8ClampedArray(words.buffer);
}

/** Each colour as the four bytes of an image in one word, in the machine's own order of bytes. */
function colourWords({ colours }: Palette): Uint32Array {
  const bytes = Uint8Array.from(colours.flatMap((colour) => [...colour, 255]));
  return new Uint32Array(bytes.buffer);
}

/** A colour bar, the largest value on top; entries before `firstEntry` are not part of the scale. */
export function barRaster(firstEntry: number): Raster {
  const height = PALETTE_SIZE - firstEntry;
  const entries = Uint8Array.from({ length: height }, (_, index) => PALETTE_SIZE - 1 - index);
  return { width: 1, height, entries };
}
