import { assert, double, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { placedMarks } from "../../../lib/report/geometry/bar-ticks.ts";

const LEADING = 9.5;

const value = double({ min: -1e6, max: 1e6, noNaN: true });
const domains = tuple(value, value)
  .filter(([one, other]) => Math.abs(one - other) > 1e-3)
  .map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) }));

test("a colour bar shows the values of both ends, and no labels touch", () => {
  assert(
    property(domains, integer({ min: 20, max: 300 }), (domain, height) => {
      const marks = placedMarks(domain, height, LEADING);
      expect(marks.slice(0, 2).map(({ at, labelAt }) => [at, labelAt])).toEqual([
        [0, 0],
        [height, height],
      ]);
      const places = marks.map(({ labelAt }) => labelAt).toSorted((one, other) => one - other);
      for (const [index, at] of places.entries()) {
        expect(at - (places[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(LEADING - 1e-9);
      }
    }),
  );
});

test("zero is marked when values change their sign, also close to an end", () => {
  const [, , zero] = placedMarks({ min: -0.01, max: 1 }, 200, LEADING);
  expect(zero).toMatchObject({ label: "0.0", labelAt: 200 - LEADING });
  expect(zero?.at).toBeCloseTo(198.02, 2);
});

test("a colour bar that is too low for three lines shows only its ends", () => {
  const marks = placedMarks({ min: -1, max: 1 }, 15, LEADING);
  expect(marks.map(({ label }) => label)).toEqual(["1.0", "−1.0"]);
});
