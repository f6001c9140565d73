import { assert, double, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import {
  extent,
  opened,
  shareOf,
  symmetricLimit,
  ticks,
  unitDomain,
} from "../../../lib/report/scales/linear.ts";

test.each([
  [{ min: 0, max: 1 }, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [{ min: -0.25, max: 0.25 }, 5, [-0.2, -0.1, 0, 0.1, 0.2]],
  [{ min: 3, max: 97 }, 5, [20, 40, 60, 80]],
  [{ min: 0, max: 4e-7 }, 4, [0, 1e-7, 2e-7, 3e-7, 4e-7]],
  [{ min: -1e6, max: 1e6 }, 4, [-1e6, -5e5, 0, 5e5, 1e6]],
])("the ticks of %j, about %d, are round numbers", (domain, count, values) => {
  expect(ticks(domain, count).map((value) => value + 0)).toEqual(values);
});

test("ticks of any domain are few, finite, ascending and inside it", () => {
  const domains = tuple(
    double({ noNaN: true, noDefaultInfinity: true }),
    double({ noNaN: true, noDefaultInfinity: true }),
  ).map(([one, other]) => opened({ min: Math.min(one, other), max: Math.max(one, other) }));
  assert(
    property(domains, integer({ min: 2, max: 12 }), (domain, count) => {
      const values = ticks(domain, count);
      expect(values.length).toBeLessThanOrEqual(4 * count);
      for (const [index, value] of values.entries()) {
        expect(Number.isFinite(value)).toBe(true);
        expect(shareOf(value, domain)).toBeGreaterThan(-1e-6);
        expect(shareOf(value, domain)).toBeLessThan(1 + 1e-6);
        expect(value).toBeGreaterThanOrEqual(values[index - 1] ?? -Infinity);
      }
    }),
  );
});

test("a share is 0 at the start, 1 at the end, and 0.5 without a width", () => {
  expect(shareOf(2, { min: 2, max: 4 })).toBe(0);
  expect(shareOf(3, { min: 2, max: 4 })).toBe(0.5);
  expect(shareOf(4, { min: 2, max: 4 })).toBe(1);
  expect(shareOf(7, { min: 7, max: 7 })).toBe(0.5);
  expect(shareOf(0, { min: -Number.MAX_VALUE, max: Number.MAX_VALUE })).toBe(0.5);
});

test("a single value is widened on both sides, and a span stays as it is", () => {
  expect(opened({ min: 3, max: 3 })).toEqual({ min: 2.25, max: 3.75 });
  expect(opened({ min: 0, max: 0 })).toEqual({ min: -0.5, max: 0.5 });
  expect(opened({ min: 1, max: 2 })).toEqual({ min: 1, max: 2 });
  expect(opened({ min: Number.MAX_VALUE, max: Number.MAX_VALUE }).max).toBe(Number.MAX_VALUE);
});

test("the unit domain is widened only by values outside it", () => {
  expect(unitDomain([0.2, 0.9])).toEqual({ min: 0, max: 1 });
  expect(unitDomain([])).toEqual({ min: 0, max: 1 });
  expect(unitDomain([-0.5, 0.5])).toEqual({ min: -0.5, max: 1 });
  expect(unitDomain([0.5, 3])).toEqual({ min: 0, max: 3 });
});

test("an empty list has no extent, and a symmetric scale always has a width", () => {
  expect(extent([])).toBeUndefined();
  expect(extent([3, -1, 2])).toEqual({ min: -1, max: 3 });
  expect(symmetricLimit([0.2, -0.7])).toBe(0.7);
  expect(symmetricLimit([0, 0])).toBe(1);
});
