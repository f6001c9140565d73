import { type Blob, peakOf, type Rows, SIDE } from "./evidence.ts";
import { mean, rounded } from "./figures.ts";

/** Evidence of at least this share of the peak belongs to a region. */
const THRESHOLD = 0.35;

export type Unit = "pixels" | "normalised";

/**
 * One region for each blob: the connected pixels around its centre that reach the threshold, with the
 * box around them, their area and their mean evidence. The upper edges of the box are exclusive.
 */
export function regionsOf(evidence: Rows, blobs: readonly Blob[], unit: Unit) {
  const floor = THRESHOLD * peakOf(evidence);
  return blobs.map((blob) => {
    const pixels = connected(evidence, blob, floor);
    const columns = pixels.map(({ x }) => x);
    const rows = pixels.map(({ y }) => y);
    const length = (count: number) => (unit === "pixels" ? count : rounded(count / SIDE));
    return {
      region_id: blob.name,
      x_min: length(Math.min(...columns)),
      y_min: length(Math.min(...rows)),
      x_max: length(Math.max(...columns) + 1),
      y_max: length(Math.max(...rows) + 1),
      area: unit === "pixels" ? pixels.length : rounded(pixels.length / (SIDE * SIDE)),
      mean_evidence: rounded(mean(pixels.map(({ value }) => value))),
    };
  });
}

interface Pixel {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

function connected(evidence: Rows, start: Blob, floor: number): readonly Pixel[] {
  const seen = new Set<number>();
  const found: Pixel[] = [];
  const open: (readonly [number, number])[] = [[start.x, start.y]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [x, y] = next;
    const value = evidence[y]?.[x];
    if (value === undefined || value < floor || seen.has(y * SIDE + x)) continue;
    seen.add(y * SIDE + x);
    found.push({ x, y, value });
    open.push([x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]);
  }
  return found;
}
