import { expect, test } from "vitest";
import { decodedNumber } from "../../lib/case/encoded-value.ts";

test.each([
  ["0p8", 0.8],
  ["m0p25", -0.25],
  ["1em05", 1e-5],
  ["m1p5em07", -1.5e-7],
  ["1e16", 1e16],
  ["2e+3", 2000],
  ["10", 10],
  ["-3.5", -3.5],
  ["m0p0", 0],
  [0.25, 0.25],
  ["0p8x", undefined],
  ["gauss3", undefined],
  ["p8", undefined],
  ["", undefined],
  ["1e999", undefined],
  ["1em0005", undefined],
])("%j stands for %s", (value, number) => {
  expect(decodedNumber(value)).toBe(number);
});
