import { expect, test } from "vitest";
import { crosses, overlap, sidesOf } from "../../../lib/report/geometry/boxes.ts";

const BOX = { x: 10, y: 10, width: 20, height: 10 };

test.each([
  ["through the box", { x: 0, y: 15 }, { x: 40, y: 16 }, true],
  ["within the box", { x: 12, y: 12 }, { x: 13, y: 13 }, true],
  ["that ends in the box", { x: 0, y: 0 }, { x: 15, y: 15 }, true],
  ["across a corner", { x: 5, y: 16 }, { x: 16, y: 5 }, true],
  ["past a corner", { x: 0, y: 18 }, { x: 18, y: 0 }, false],
  ["level, above the box", { x: 0, y: 9 }, { x: 40, y: 9 }, false],
  ["upright, beside the box", { x: 31, y: 0 }, { x: 31, y: 40 }, false],
  ["that stops before the box", { x: 0, y: 15 }, { x: 9, y: 15 }, false],
])("a segment %s", (_where, from, to, isCrossing) => {
  expect(crosses({ from, to }, BOX)).toBe(isCrossing);
  expect(crosses({ from: to, to: from }, BOX)).toBe(isCrossing);
});

test("boxes that share an edge do not overlap", () => {
  expect(overlap(BOX, { ...BOX, x: 30 })).toBe(false);
  expect(overlap(BOX, { ...BOX, x: 29 })).toBe(true);
});

test("every side of a box lies on the box", () => {
  const sides = sidesOf(BOX);
  expect(sides).toHaveLength(4);
  expect(sides.every((side) => crosses(side, BOX))).toBe(true);
});
