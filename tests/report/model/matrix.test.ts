import { expect, test } from "vitest";
import { readMatrix, sameMatrix } from "../../../lib/report/model/matrix.ts";
import { matrixOf } from "../sources.ts";

test("a matrix has its range and its mean", () => {
  const { present } = readMatrix(
    "heatmap",
    matrixOf(2, 2, (x, y) => x + 2 * y),
  );
  expect(present).toMatchObject({ width: 2, height: 2, range: { min: 0, max: 3 }, mean: 1.5 });
});

test("the mean of huge values does not overflow", () => {
  const { present } = readMatrix(
    "map",
    matrixOf(4, 1, () => Number.MAX_VALUE),
  );
  expect(present?.mean).toBeGreaterThan(1e308);
  expect(present?.mean).toBeLessThan(Infinity);
});

function read(value: number) {
  return readMatrix(
    "map",
    matrixOf(2, 1, (x) => x * value),
  ).present;
}

test("matrices are the same when their size and every number are equal", () => {
  const [one, same, other] = [read(1), read(1), read(2)];
  const flat = readMatrix(
    "map",
    matrixOf(1, 2, () => 0),
  ).present;
  if (!one || !same || !other || !flat) throw new TypeError("expected matrices");
  expect(sameMatrix(one, same)).toBe(true);
  expect(sameMatrix(one, other)).toBe(false);
  expect(sameMatrix(one, flat)).toBe(false);
});
