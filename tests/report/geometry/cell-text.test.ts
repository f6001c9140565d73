import { array, assert, double, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { crosses, sidesOf } from "../../../lib/report/geometry/boxes.ts";
import { cellText, sidesByCell } from "../../../lib/report/geometry/cell-text.ts";

const GRID = 8;
const SIZE = { width: 0.8, height: 0.35 };

const share = double({ min: 0, max: 1, noNaN: true });
const outline = tuple(share, share, share, share).map(([a, b, c, d]) => ({
  left: Math.min(a, b),
  right: Math.max(a, b),
  top: Math.min(c, d),
  bottom: Math.max(c, d),
}));
const cell = tuple(integer({ min: 0, max: GRID - 1 }), integer({ min: 0, max: GRID - 1 })).map(
  ([row, col]) => ({ row, col }),
);

test("a number stays in its cell, and the result says when an outline crosses it", () => {
  assert(
    property(array(outline, { maxLength: 20 }), cell, (outlines, { row, col }) => {
      const sides = sidesByCell(outlines, GRID).get(row * GRID + col) ?? [];
      const { box, crossed } = cellText({ row, col }, SIZE, sides);
      expect(box.y).toBeGreaterThanOrEqual(row);
      expect(box.y + box.height).toBeLessThanOrEqual(row + 1);
      expect(box.x).toBeGreaterThanOrEqual(col);
      expect(box.x + box.width).toBeLessThanOrEqual(col + 1);
      const all = outlines.flatMap(({ left, top, right, bottom }) =>
        sidesOf({
          x: left * GRID,
          y: top * GRID,
          width: (right - left) * GRID,
          height: (bottom - top) * GRID,
        }),
      );
      expect(all.some((side) => crosses(side, box))).toBe(crossed);
    }),
  );
});

const MIDDLE = { row: 2, col: 3 };

test("a number is in the middle of a cell without an outline", () => {
  const { box, crossed } = cellText(MIDDLE, SIZE, []);
  expect(crossed).toBe(false);
  expect(box.x + box.width / 2).toBeCloseTo(3.5, 12);
  expect(box.y + box.height / 2).toBeCloseTo(2.5, 12);
});

test("a number moves up or down from a horizontal line, and cannot avoid a vertical one", () => {
  const level = { from: { x: 3, y: 2.6 }, to: { x: 5, y: 2.6 } };
  const upright = { from: { x: 3.5, y: 0 }, to: { x: 3.5, y: 8 } };
  const moved = cellText(MIDDLE, SIZE, [level]);
  expect(moved.crossed).toBe(false);
  expect(moved.box.y + moved.box.height).toBeLessThan(2.6);
  expect(cellText(MIDDLE, SIZE, [upright]).crossed).toBe(true);
});

test("a narrow number moves beside a vertical line", () => {
  const upright = { from: { x: 3.5, y: 0 }, to: { x: 3.5, y: 8 } };
  const { box, crossed } = cellText(MIDDLE, { width: 0.3, height: 0.2 }, [upright]);
  expect(crossed).toBe(false);
  expect(box.y + box.height / 2).toBeCloseTo(2.5, 12);
});
