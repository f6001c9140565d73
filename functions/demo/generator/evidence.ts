import { clamped, rounded } from "./figures.ts";

/** A tilted ellipse of evidence; centre and radii in pixels, weight below zero for counter-evidence. */
export interface Blob {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly radius_x: number;
  readonly radius_y: number;
  /** Pixels that the centre moves sideways for each pixel down. */
  readonly tilt?: number;
  readonly weight: number;
}

export type Rows = readonly (readonly number[])[];

/** Width and height of every matrix, in pixels: what the vision encoder of the model sees. */
export const SIDE = 224;

/** A chest film lights up faintly over both lungs, whatever the question was. */
const LUNGS: readonly Blob[] = [
  { name: "right_lung", x: 70, y: 112, radius_x: 66, radius_y: 112, tilt: -0.12, weight: 0.2 },
  { name: "left_lung", x: 154, y: 112, radius_x: 66, radius_y: 112, tilt: 0.12, weight: 0.2 },
];

/** The evidence at each pixel, unbounded, to 4 decimals. */
export function evidenceRows(blobs: readonly Blob[]): Rows {
  const sources = [...LUNGS, ...blobs];
  return Array.from({ length: SIDE }, (_row, y) =>
    Array.from({ length: SIDE }, (_column, x) =>
      rounded(
        sources.reduce((sum, blob) => sum + density(blob, x, y), 0),
        4,
      ),
    ),
  );
}

/** The evidence as it is shown: from 0 to 1, counter-evidence at 0, weak evidence pushed back. */
export function heatmapRows(evidence: Rows): Rows {
  const peak = peakOf(evidence);
  return evidence.map((row) =>
    row.map((value) => {
      const share = clamped(value / peak);
      return rounded(share * share * (3 - 2 * share), 4);
    }),
  );
}

export function peakOf(rows: Rows): number {
  return rows.reduce((peak, row) => Math.max(peak, ...row), 0);
}

/** A bell with compact support, (1 - d²)³: looks like a Gaussian, needs no Math.exp. */
function density({ x, y, radius_x, radius_y, tilt = 0, weight }: Blob, atX: number, atY: number) {
  const down = atY - y;
  const across = (atX - x - tilt * down) / radius_x;
  const along = down / radius_y;
  const inside = 1 - across * across - along * along;
  return inside <= 0 ? 0 : weight * inside * inside * inside;
}
