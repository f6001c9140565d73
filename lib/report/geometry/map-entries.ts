/** Maps as entries of their palette, row by row from the top left. */
import type { MatrixModel } from "../model/matrix.ts";
import type { ProbeMap } from "../model/probe-maps.ts";
import { type Domain, shareOf } from "../scales/linear.ts";
import {
  DIVERGING,
  DIVERGING_DOWN,
  divergingIndex,
  NOT_MEASURED,
  type Palette,
  sequentialIndex,
} from "../scales/palettes.ts";

/** A matrix in viridis. */
export function matrixEntries(matrix: MatrixModel, domain: Domain) {
  const { width, height, rows } = matrix;
  const entries = new Uint8Array(width * height);
  let index = 0;
  for (const row of rows) {
    for (const value of row) {
      entries[index] = sequentialIndex(shareOf(value, domain));
      index += 1;
    }
  }
  return { width, height, entries };
}

/** The palette of a probe grid: what is worse is orange, a lower ESI as well as a higher drift. */
export function probePalette({ value }: Pick<ProbeMap, "value">): Palette {
  return value === "delta_esi" ? DIVERGING_DOWN : DIVERGING;
}

/** A probe grid in the diverging palette; cells without a probe have the entry for that. */
export function probeEntries({ gridSize, cells, value, limit }: ProbeMap): Uint8Array {
  const entries = new Uint8Array(gridSize * gridSize).fill(NOT_MEASURED);
  for (const probe of cells) {
    const change = probe[value];
    if (change === undefined) continue;
    entries[probe.row * gridSize + probe.col] = divergingIndex(change / limit);
  }
  return entries;
}
