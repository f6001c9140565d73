import { expect, test } from "vitest";
import { decodeValue } from "../../../lib/report/model/encoded-value.ts";

test.each([
  ["0p8", 0.8],
  ["m0p25", -0.25],
  ["1p0", 1],
  ["10", 10],
  ["m5", -5],
  ["-0.5", -0.5],
  ["2.5e-3", 0.0025],
  ["1em05", 0.00001],
  ["m1p5em07", -1.5e-7],
  ["1e16", 1e16],
  ["1E-4", 0.0001],
  ["m0p00", 0],
  ["007", 7],
  ["0p1000000000000000055", 0.1],
])("%s is %d", (text, number) => {
  expect(decodeValue(text)).toEqual({ number, label: String(number) });
});

test.each([
  "gaussian",
  "",
  "p5",
  "5p",
  "m",
  "0p8p1",
  "1e",
  "0x10",
  " 1",
  "1e999",
  "mm1",
  "½",
  "1emm5",
  "1em",
  "em05",
])("%j does not encode a number and stays text", (text) => {
  expect(decodeValue(text)).toEqual({ number: undefined, label: text });
});

test("a number is itself", () => {
  expect(decodeValue(-0.125)).toEqual({ number: -0.125, label: "-0.125" });
});
