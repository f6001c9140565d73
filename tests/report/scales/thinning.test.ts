import { assert, double, array, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { thinned } from "../../../lib/report/scales/thinning.ts";

const self = (value: number): number => value;

test("a line with few points stays as it is", () => {
  const points = [3, 1, 2];
  expect(thinned(points, self, 1)).toBe(points);
});

test("each run keeps its first, lowest, highest and last point, in order", () => {
  expect(thinned([5, 9, 1, 6, 7, 2, 2, 2, 2, 2], self, 2)).toEqual([5, 9, 1, 7, 2, 2]);
});

test("thinning loses no peak, and keeps at most four points of a run", () => {
  assert(
    property(
      array(double({ noNaN: true }), { minLength: 1, maxLength: 300 }),
      integer({ min: 1, max: 20 }),
      (points, runs) => {
        const kept = thinned(points, self, runs);
        expect(kept.length).toBeLessThanOrEqual(4 * runs);
        expect(Math.max(...kept)).toBe(Math.max(...points));
        expect(Math.min(...kept)).toBe(Math.min(...points));
        expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
      },
    ),
  );
});
