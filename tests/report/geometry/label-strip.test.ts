import { array, assert, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { pointLabel } from "../../../lib/report/geometry/axis-labels.ts";
import { stripCapacity, stripLabels } from "../../../lib/report/geometry/label-strip.ts";

const IMAGE = { x: 20, y: 50, width: 200, height: 150 };
const LEADING = 10;

const boxes = array(
  tuple(integer({ min: 0, max: 140 }), integer({ min: 0, max: 40 })).map(([top, height]) => ({
    x: 60,
    y: IMAGE.y + top,
    width: 30,
    height,
  })),
  { maxLength: 30 },
);

test("labels beside an image never touch each other and stay within its height", () => {
  assert(
    property(boxes, (places) => {
      const labels = stripLabels(places, IMAGE, LEADING);
      expect(labels).toHaveLength(Math.min(places.length, stripCapacity(IMAGE, LEADING)));
      const heights = labels.map(({ y }) => y);
      for (const [index, y] of heights.entries()) {
        expect(y - LEADING / 2).toBeGreaterThanOrEqual(IMAGE.y - 1e-9);
        expect(y + LEADING / 2).toBeLessThanOrEqual(IMAGE.y + IMAGE.height + 1e-9);
        expect(y - (heights[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(LEADING - 1e-9);
      }
    }),
  );
});

test("a label with room stands at the height of its box, and its line ends at the box", () => {
  const box = { x: 60, y: 100, width: 30, height: 20 };
  expect(stripLabels([box], IMAGE, LEADING)).toEqual([{ index: 0, y: 110, to: { x: 60, y: 110 } }]);
});

test("the label of a point is below it, above it where that is taken, and left out without room", () => {
  const point = { x: 100, y: 100 };
  const size = { width: 20, height: 8 };
  const below = pointLabel(point, size, IMAGE, 5, []);
  expect(below).toEqual({ x: 90, y: 105, ...size });
  expect(pointLabel(point, size, IMAGE, 5, [{ x: 90, y: 105, ...size }])).toMatchObject({ y: 87 });
  expect(pointLabel(point, size, IMAGE, 5, [IMAGE])).toBeUndefined();
});
