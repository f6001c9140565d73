import type { DifferenceMap } from "../../../../lib/report/model/comparison/maps.ts";
import { divergingIndex } from "../../../../lib/report/scales/palettes.ts";
import type { Raster } from "../figures/raster-model.ts";

/** The differences in the diverging palette, whose centre is no difference. */
export function differenceRaster({ rows, limit }: DifferenceMap): Raster {
  const width = rows[0]?.length ?? 0;
  const entries = new Uint8Array(width * rows.length);
  let index = 0;
  for (const row of rows) {
    for (const value of row) {
      entries[index] = divergingIndex(value / limit);
      index += 1;
    }
  }
  return { width, height: rows.length, entries };
}
