import { expect, test } from "vitest";
import {
  cellFigure,
  counted,
  exact,
  figure,
  tickLabel,
  tickLabels,
} from "../../../lib/report/model/numbers.ts";

test.each([
  [0.91200001, "0.91200001"],
  [-0.05048925, "-0.05048925"],
  [1e-8, "1e-8"],
  [1e21, "1e+21"],
  [-0, "0"],
  [12, "12"],
])("a table shows %d as canonical JSON does: %s", (value, text) => {
  expect(exact(value)).toBe(text);
});

test.each([
  [0.9123, "0.912"],
  [-0.05048925, "−0.050"],
  [0, "0.000"],
  [-0, "0.000"],
  [0.0000321, "3.21 × 10⁻⁵"],
  [-1234567, "−1.23 × 10⁶"],
  [12345.67, "12345.7"],
])("running text rounds %d to %s", (value, text) => {
  expect(figure(value)).toBe(text);
});

test.each([
  [0.25, "0.25"],
  [-0.126, "−0.13"],
  [0.001, "≈0"],
  [-0.001, "≈0"],
  [0, "0"],
  [1e5, "1.00 × 10⁵"],
])("a cell shows %d as %s", (value, text) => {
  expect(cellFigure(value)).toBe(text);
});

test.each([
  [0.1, "0.1"],
  [-2, "−2"],
  [1e-5, "1.00 × 10⁻⁵"],
  [2e6, "2.00 × 10⁶"],
])("a tick at %d shows %s", (value, text) => {
  expect(tickLabel(value)).toBe(text);
});

test("the ticks of one scale have the same decimals", () => {
  expect(tickLabels([0, 0.25, 1])).toEqual(["0.00", "0.25", "1.00"]);
  expect(tickLabels([-2, 0])).toEqual(["−2", "0"]);
  expect(tickLabels([0, 5e6])).toEqual(["0", "5.00 × 10⁶"]);
});

test("counts have their plural", () => {
  expect(counted(1, "axis", "axes")).toBe("1 axis");
  expect(counted(3, "axis", "axes")).toBe("3 axes");
  expect(counted(0, "point")).toBe("0 points");
});
