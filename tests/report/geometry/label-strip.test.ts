import { array, assert, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { crosses, type Rectangle } from "../../../lib/report/geometry/boxes.ts";
import {
  labelSides,
  type StripLabel,
  stripLabels,
} from "../../../lib/report/geometry/label-strip.ts";

const IMAGE = { x: 20, y: 50, width: 200, height: 150 };
const LEADING = 10;
/** Labels at one side. */
const MOST = 8;

const boxes = array(
  tuple(
    integer({ min: 0, max: 170 }),
    integer({ min: 0, max: 140 }),
    integer({ min: 0, max: 30 }),
    integer({ min: 0, max: 10 }),
  ).map(([left, top, width, height]) => {
    return { x: IMAGE.x + left, y: IMAGE.y + top, width, height };
  }),
  { maxLength: 60 },
);

function labelsOf(places: readonly Rectangle[], image = IMAGE): StripLabel[] {
  return stripLabels(places, labelSides(places, image), image, LEADING);
}

test("labels at one side of an image never touch and stay within its height", () => {
  assert(
    property(boxes, (places) => {
      const sides = labelSides(places, IMAGE);
      for (const side of ["left", "right"] as const) {
        const labels = labelsOf(places).filter((label) => label.side === side);
        const wanted = sides.filter((each) => each === side).length;
        expect(labels).toHaveLength(Math.min(wanted, MOST));
        const heights = labels.map(({ y }) => y);
        for (const [index, y] of heights.entries()) {
          expect(y - LEADING / 2).toBeGreaterThanOrEqual(IMAGE.y - 1e-9);
          expect(y + LEADING / 2).toBeLessThanOrEqual(IMAGE.y + IMAGE.height + 1e-9);
          expect(y - (heights[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(LEADING - 1e-9);
        }
      }
    }),
  );
});

test("the horizontal line to a label crosses no other region when one of the two sides is free", () => {
  assert(
    property(boxes, (places) => {
      for (const [index, side] of labelSides(places, IMAGE).entries()) {
        const box = places[index] ?? IMAGE;
        const others = places.filter((_, other) => other !== index);
        const isFree = (x: number, end: number): boolean => {
          const y = box.y + box.height / 2;
          return !others.some((other) => crosses({ from: { x, y }, to: { x: end, y } }, other));
        };
        const free = {
          left: isFree(IMAGE.x, box.x),
          right: isFree(box.x + box.width, IMAGE.x + IMAGE.width),
        };
        expect(free[side]).toBe(free.left || free.right);
      }
    }),
  );
});

test("a label with enough space is at the height of its box, at the nearer side", () => {
  const box = { x: 60, y: 100, width: 30, height: 20 };
  const right = { ...box, x: 180 };
  expect(labelsOf([box, right])).toEqual([
    { index: 0, side: "left", y: 110, to: { x: 60, y: 110 } },
    { index: 1, side: "right", y: 110, to: { x: 210, y: 110 } },
  ]);
});

test("an image that is too low for a line of text has no labels", () => {
  expect(labelsOf([IMAGE], { ...IMAGE, height: LEADING - 1 })).toEqual([]);
});
