/** The position of a marked point's value in a chart with many lines. */
import { crosses, isWithin, overlap, type Place, type Rectangle, type Segment } from "./boxes.ts";

/** The parts of a chart that a label should not cover. */
export interface Obstacles {
  readonly segments: readonly Segment[];
  /** Markers and other drawn shapes. */
  readonly shapes: readonly Rectangle[];
  /** Other labels: no label ever lies on one. */
  readonly labels: readonly Rectangle[];
}

/** Distances from the point to its label, from the marker's edge to where the two still look connected. */
const DISTANCES = [5.5, 8, 11, 14] as const;

/** Below, above, right, left, then the four corners: how far the label's middle is from the point. */
const DIRECTIONS = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const;

/**
 * The nearest place in the plot where the label touches nothing, or else the place where it touches the least.
 * Undefined if every place overlaps another label or is outside the plot.
 */
export function pointLabel(
  point: Place,
  size: { readonly width: number; readonly height: number },
  plot: Rectangle,
  obstacles: Obstacles,
): Rectangle | undefined {
  let best: { readonly label: Rectangle; readonly touched: number } | undefined;
  for (const label of placesAround(point, size, plot)) {
    if (obstacles.labels.some((other) => overlap(label, other))) continue;
    const touched = touchedBy(label, obstacles);
    if (touched === 0) return label;
    if (best === undefined || touched < best.touched) best = { label, touched };
  }
  return best?.label;
}

/** How much a label hides: a shape counts as much as four lines. */
function touchedBy(label: Rectangle, { segments, shapes }: Obstacles): number {
  const lines = segments.filter((segment) => crosses(segment, label)).length;
  return lines + 4 * shapes.filter((shape) => overlap(shape, label)).length;
}

function placesAround(
  { x, y }: Place,
  { width, height }: { readonly width: number; readonly height: number },
  plot: Rectangle,
): Rectangle[] {
  const rightmost = plot.x + plot.width - width;
  return DISTANCES.flatMap((distance) =>
    DIRECTIONS.map(([across, down]) => {
      const wanted = x - width / 2 + across * (width / 2 + distance);
      // Below and above a point near the edge, the label moves along it into the plot.
      const inside = Math.max(plot.x, Math.min(wanted, rightmost));
      const top = y - height / 2 + down * (height / 2 + distance);
      return { x: across === 0 ? inside : wanted, y: top, width, height };
    }),
  ).filter((label) => isWithin(label, plot));
}
