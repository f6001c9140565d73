import { expect, test } from "vitest";
import {
  decimalRoom,
  shownRows,
} from "../../../functions/console/page/figures/data-table-model.ts";
import { characterWidths, textWidth } from "../../../functions/console/page/figures/text-width.ts";

test("a table that is shown whole says nothing of the rest", () => {
  expect(shownRows(200, 200)).toEqual({ count: 200, rest: undefined });
  expect(shownRows(3, 200)).toEqual({ count: 3, rest: undefined });
});

test("a longer one says how many rows are not shown", () => {
  expect(shownRows(1200, 200)).toEqual({
    count: 200,
    rest: "The first 200 of 1200 rows; 1000 not shown.",
  });
});

test("the points of a column's numbers stand under each other", () => {
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

test("there is a rule of the style sheet for all the room that a number may lack", () => {
  const rows = [["0.123456789"], ["1"]];
  const columns = [{ head: "Value", align: "decimal" }] as const;
  expect(decimalRoom({ columns, rows }, rows)(1, 0)).toBe(9);
});

test("a text is about as wide as it is set, and never nothing", () => {
  expect(textWidth("", 12)).toBe(0);
  expect(textWidth("illi", 12)).toBeLessThan(textWidth("mmmm", 12));
  expect(textWidth("中", 10)).toBeGreaterThan(10);
  expect(characterWidths(10)("A".codePointAt(0) ?? 0)).toBeCloseTo(7.4);
});
