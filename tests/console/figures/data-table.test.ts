import { expect, test } from "vitest";
import {
  decimalRoom,
  shownRows,
} from "../../../functions/console/page/figures/data-table-model.ts";
import { characterWidths, textWidth } from "../../../functions/console/page/figures/text-width.ts";

test("a complete table does not mention further rows", () => {
  expect(shownRows(200, 200)).toEqual({ count: 200, rest: undefined });
  expect(shownRows(3, 200)).toEqual({ count: 3, rest: undefined });
});

test("a longer table says how many rows are not shown", () => {
  expect(shownRows(1200, 200)).toEqual({
    count: 200,
    rest: "The first 200 of 1200 rows; 1000 not shown.",
  });
});

test("the decimal points of a column are aligned", () => {
  const rows = [
    ["a", "1.25"],
    ["b", "-3"],
    ["c", "0.5"],
    ["d", "1e-8"],
    ["e", "not stated"],
  ];
  const columns = [
    { head: "Name", align: "left" },
    { head: "Value", align: "decimal" },
  ] as const;
  const room = decimalRoom({ columns, rows }, rows);
  expect(rows.map((_, row) => room(row, 1))).toEqual([0, 3, 1, 3, 3]);
  expect(room(0, 0)).toBeUndefined();
});

test("the style sheet has a rule for every padding of a number", () => {
  const rows = [["0.123456789"], ["1"]];
  const columns = [{ head: "Value", align: "decimal" }] as const;
  expect(decimalRoom({ columns, rows }, rows)(1, 0)).toBe(9);
});

test("the estimated width of a text is close to its real one, and never 0", () => {
  expect(textWidth("", 12)).toBe(0);
  expect(textWidth("illi", 12)).toBeLessThan(textWidth("mmmm", 12));
  expect(textWidth("中", 10)).toBeGreaterThan(10);
  expect(characterWidths(10)("A".codePointAt(0) ?? 0)).toBeCloseTo(7.4);
});
