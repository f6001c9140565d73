import { expect, test } from "vitest";
import { takeChunk } from "../../../lib/report/layout/table-chunk.ts";

const rows = (count: number): number[] => Array.from({ length: count }, () => 10);

test("rows that fit fill the page evenly over the panels", () => {
  expect(takeChunk(rows(5), 100, 1)).toEqual({ perPanel: [5], taken: 5 });
  expect(takeChunk(rows(7), 100, 3)).toEqual({ perPanel: [3, 3, 1], taken: 7 });
});

test("rows that do not fit fill the page", () => {
  expect(takeChunk(rows(30), 100, 1)).toEqual({ perPanel: [10], taken: 10 });
  expect(takeChunk(rows(30), 100, 2)).toEqual({ perPanel: [10, 10], taken: 20 });
});

test("the next page never has only one or two rows", () => {
  expect(takeChunk(rows(11), 100, 1)).toEqual({ perPanel: [8], taken: 8 });
});

test("a row that is higher than the page is still placed on one", () => {
  expect(takeChunk([500, 10], 100, 1)).toEqual({ perPanel: [1], taken: 1 });
});
