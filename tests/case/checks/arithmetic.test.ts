import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meansOfCells } from "../../../lib/case/checks/selected-means.ts";
import { mean, meanSize, variance } from "../../../lib/case/checks/statistics.ts";
import {
  agrees,
  computedText,
  numberText,
  unitOfLastDigit,
} from "../../../lib/case/checks/tolerance.ts";
import { holds } from "../properties.ts";

test.each([
  [0.83, 0.01],
  [-0.08333333, 1e-8],
  [0.9, 0.1],
  [1.5e-7, 1e-8],
  [2e-9, 1e-9],
  [1e-320, 1e-320],
  [0, 0],
  [1, 0],
  [-7, 0],
  [1e21, 0],
  [1.5e300, 0],
])("one unit of the last digit of %d is %d", (stated, unit) => {
  expect(unitOfLastDigit(stated)).toBe(unit);
});

const near = (stated: number, value: number) => agrees(stated, { value, error: 0 });

describe("a stated number agrees with a computed one", () => {
  test.each([
    [0.83, 0.832, true],
    [0.83, 0.8401, false],
    [0.83333333, 0.832, false],
    [0.83333333, 1 / 1.2, true],
    [0.125, 0.124, true],
    [1, 1.00000004, true],
    [1, 0.5, false],
    [0, 1e-9, true],
    [0, 1e-7, false],
  ])("%d and %d: %s", (stated, computed, expected) => {
    expect(near(stated, computed)).toBe(expected);
  });

  test("when it is any rounding of the computed one to one digit or more", () => {
    holds(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.integer({ min: 8, max: 12 }),
        (value, digits) => {
          expect(near(Number(value.toFixed(digits)), value)).toBe(true);
        },
      ),
      1000,
    );
  });
});

test("a computed number is shown without the last digits of its arithmetic", () => {
  expect(computedText(0.1 + 0.2)).toBe("0.3");
  expect(computedText(-0.07375000000000001)).toBe("-0.07375");
  expect(numberText(-0)).toBe("0");
});

test("the variance is that of a population", () => {
  expect(variance([1, 3])?.value).toBe(1);
  expect(variance([0.25])?.value).toBe(0);
});

test("the mean magnitude ignores signs", () => {
  expect(meanSize([-1, 3])?.value).toBe(2);
});

test("a sum that overflows is not a number to compare with", () => {
  expect(mean([1e308, 1e308])).toBeUndefined();
  expect(variance([-1e200, 1e200])).toBeUndefined();
});

const whole = (rows: readonly (readonly number[])[]) => ({
  left: 0,
  right: rows[0]?.length ?? 0,
  top: 0,
  bottom: rows.length,
});

describe("the mean of n cells of a box", () => {
  test("lies between bounds that no choice of n cells exceeds, and that are close to the exact ones", () => {
    const figures = fc.double({ min: -3, max: 3, noNaN: true });
    const inputs = fc.array(figures, { minLength: 1, maxLength: 60 });
    holds(
      fc.property(inputs, fc.nat(), (cells, pick) => {
        const count = 1 + (pick % cells.length);
        const sorted = cells.toSorted((one, other) => one - other);
        const exactLow = average(sorted.slice(0, count));
        const exactHigh = average(sorted.slice(-count));
        const means = meansOfCells([cells], whole([cells]), count);
        const { lowest, highest } = means ?? { lowest: undefined, highest: undefined };
        const slack = (at(sorted, -1) - at(sorted, 0)) / 1023 + 1e-12;
        expect(lowest?.value).toBeLessThanOrEqual(exactLow + 1e-12);
        expect(lowest?.value).toBeGreaterThanOrEqual(exactLow - slack);
        expect(highest?.value).toBeGreaterThanOrEqual(exactHigh - 1e-12);
        expect(highest?.value).toBeLessThanOrEqual(exactHigh + slack);
      }),
      1000,
    );
  });

  test("is exact when every cell belongs to the box", () => {
    const rows = [
      [0, 0.5],
      [0.25, 0.25],
    ];
    const means = meansOfCells(rows, whole(rows), 4);
    expect([means?.lowest.value, means?.highest.value]).toEqual([0.25, 0.25]);
  });

  test.each([
    ["far apart", [-1e308, 1e308], undefined],
    ["too close for bins", [0, 5e-324], 0],
  ])("does not fail on values %s", (_name, cells, lowest) => {
    expect(meansOfCells([cells], whole([cells]), 1)?.lowest.value).toBe(lowest);
  });
});

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function at(values: readonly number[], index: number): number {
  return values.at(index) ?? Number.NaN;
}
