import { array, assert, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import {
  crosses,
  isWithin,
  overlap,
  type Rectangle,
  segmentsOf,
  squareAround,
} from "../../../lib/report/geometry/boxes.ts";
import { pointLabel } from "../../../lib/report/geometry/point-label.ts";

const PLOT = { x: 20, y: 50, width: 220, height: 90 };
const SIZE = { width: 22, height: 8 };
/** From a point to the nearest edge of its label. */
const GAP = 5.5;
const NOTHING = { segments: [], shapes: [], labels: [] };
const MIDDLE = { x: 130, y: 95 };

const place = tuple(
  integer({ min: 0, max: PLOT.width }),
  integer({ min: 0, max: PLOT.height }),
).map(([x, y]) => ({ x: PLOT.x + x, y: PLOT.y + y }));

const anyLine = array(place, { minLength: 2, maxLength: 30 }).map((points) =>
  points.toSorted((one, other) => one.x - other.x),
);

test("labels stay in the plot and never overlap", () => {
  assert(
    property(anyLine, anyLine, array(place, { maxLength: 6 }), (one, other, points) => {
      const segments = [...segmentsOf(one), ...segmentsOf(other)];
      const labels: Rectangle[] = [];
      for (const point of points) {
        const label = pointLabel(point, SIZE, PLOT, { segments, shapes: [], labels });
        if (label === undefined) continue;
        expect(isWithin(label, PLOT)).toBe(true);
        expect(labels.filter((taken) => overlap(taken, label))).toEqual([]);
        labels.push(label);
      }
    }),
  );
});

test("a label covers a line or a marker only when every position around its point does", () => {
  assert(
    property(anyLine, place, (points, point) => {
      const segments = segmentsOf(points);
      const shapes = points.map((marked) => squareAround(marked, 2));
      const label = pointLabel(point, SIZE, PLOT, { segments, shapes, labels: [] });
      if (label === undefined || !isTouched(label, segments, shapes)) return;
      for (const free of nearestPlaces(point).filter((each) => isWithin(each, PLOT))) {
        expect(isTouched(free, segments, shapes)).toBe(true);
      }
    }),
  );
});

/** Below and above, right and left of a point, and at its four corners, as close as a label stands. */
function nearestPlaces({ x, y }: { readonly x: number; readonly y: number }): Rectangle[] {
  const [across, down] = [SIZE.width / 2 + GAP, SIZE.height / 2 + GAP];
  return [-across, 0, across].flatMap((right) =>
    [-down, 0, down]
      .filter((below) => right !== 0 || below !== 0)
      .map((below) => {
        const { width, height } = SIZE;
        return { x: x + right - width / 2, y: y + below - height / 2, width, height };
      }),
  );
}

function isTouched(
  label: Rectangle,
  segments: ReturnType<typeof segmentsOf>,
  shapes: readonly Rectangle[],
): boolean {
  return (
    segments.some((segment) => crosses(segment, label)) ||
    shapes.some((shape) => overlap(shape, label))
  );
}

test("a label is below its point, above it when a line runs below, or beside it when both are taken", () => {
  const below = pointLabel(MIDDLE, SIZE, PLOT, NOTHING);
  expect(below).toEqual({ x: 119, y: 100.5, ...SIZE });
  const line = { from: { x: PLOT.x, y: 104 }, to: { x: 240, y: 104 } };
  const above = pointLabel(MIDDLE, SIZE, PLOT, { ...NOTHING, segments: [line] });
  expect(above).toMatchObject({ x: 119, y: 81.5 });
  const other = { from: { x: PLOT.x, y: 86 }, to: { x: 240, y: 86 } };
  const beside = pointLabel(MIDDLE, SIZE, PLOT, { ...NOTHING, segments: [line, other] });
  expect(beside).toMatchObject({ x: 135.5, y: 91 });
});

test("a label of a point at the edge of the plot moves into it", () => {
  expect(pointLabel({ x: PLOT.x, y: 95 }, SIZE, PLOT, NOTHING)).toMatchObject({ x: PLOT.x });
});

test("a label is left out when every position overlaps another label", () => {
  expect(pointLabel(MIDDLE, SIZE, PLOT, { ...NOTHING, labels: [PLOT] })).toBeUndefined();
});
