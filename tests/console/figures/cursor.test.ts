import { expect, test } from "vitest";
import {
  cellAt,
  cellNumber,
  nearest,
  numberedCell,
  steppedCell,
} from "../../../functions/console/page/figures/cursor-model.ts";
import {
  cellUnder,
  cursorBox,
  mapSize,
} from "../../../functions/console/page/figures/map-model.ts";

const GRID = { width: 30, height: 20 };
const CELL = { row: 7, col: 11 };

test.each([
  ["ArrowRight", {}, { row: 7, col: 12 }],
  ["ArrowLeft", {}, { row: 7, col: 10 }],
  ["ArrowDown", {}, { row: 8, col: 11 }],
  ["ArrowUp", {}, { row: 6, col: 11 }],
  ["ArrowRight", { shiftKey: true }, { row: 7, col: 21 }],
  ["ArrowUp", { shiftKey: true }, { row: 0, col: 11 }],
  ["ArrowDown", { shiftKey: true }, { row: 17, col: 11 }],
  ["ArrowLeft", { shiftKey: true }, { row: 7, col: 1 }],
  ["PageDown", {}, { row: 17, col: 11 }],
  ["PageUp", {}, { row: 0, col: 11 }],
  ["Home", {}, { row: 7, col: 0 }],
  ["End", {}, { row: 7, col: 29 }],
  ["Home", { ctrlKey: true }, { row: 0, col: 0 }],
  ["End", { ctrlKey: true }, { row: 19, col: 29 }],
])("%s with %o moves to %o and not beyond the map", (key, held, cell) => {
  expect(steppedCell(CELL, GRID, { key, ...held })).toEqual(cell);
});

test.each(["Tab", "Enter", "a", "Escape"])("the map ignores %s", (key) => {
  expect(steppedCell(CELL, GRID, { key })).toBeUndefined();
});

test("cells are numbered row by row, and the number leads back to the cell", () => {
  expect(cellNumber(CELL, GRID)).toBe(7 * 30 + 11);
  expect(numberedCell(7 * 30 + 11, GRID)).toEqual(CELL);
  expect(numberedCell(0, GRID)).toEqual({ row: 0, col: 0 });
});

test.each([
  [0, 0, { row: 0, col: 0 }],
  [0.5, 0.5, { row: 10, col: 15 }],
  [0.999, 0.01, { row: 0, col: 29 }],
  [0.26, 0.29, { row: 5, col: 7 }],
  [1, 1, { row: 19, col: 29 }],
  [-0.2, 3, { row: 19, col: 0 }],
])("a pointer at %d, %d of the map is over %o", (x, y, cell) => {
  expect(cellAt(x, y, GRID)).toEqual(cell);
});

test("a pointer on the screen is over the cell that is drawn there", () => {
  const place = { x: 100, y: 50, width: 300, height: 200 };
  expect(cellUnder({ clientX: 100 + 119, clientY: 50 + 71 }, place, GRID)).toEqual(CELL);
});

test.each([
  [-50, 0],
  [10, 0],
  [15, 0],
  [16, 1],
  [59, 2],
  [500, 3],
])("the point nearest to %d has index %d", (x, index) => {
  expect(nearest([10, 20, 60, 90], x)).toBe(index);
});

test("the nearest of no points has index 0, and of points in one place it is the first", () => {
  expect(nearest([], 5)).toBe(0);
  expect(nearest([4, 4, 4], 4)).toBe(0);
});

test("the cursor is as large as its cell, and never too small to see", () => {
  const size = { width: 300, height: 200 };
  expect(cursorBox(CELL, GRID, size)).toEqual({ x: 110, y: 70, width: 10, height: 10 });
  const small = cursorBox({ row: 0, col: 0 }, { width: 3000, height: 20 }, size);
  expect(small.width).toBe(9);
  expect(small.x + small.width / 2).toBeCloseTo(0.05);
});

test.each([
  ["as wide as there is room", 300, { width: 200, height: 100 }, { width: 300, height: 150 }],
  ["as high as it may be", 900, { width: 100, height: 200 }, { width: 280, height: 560 }],
  ["thick enough to see", 300, { width: 3000, height: 10 }, { width: 300, height: 24 }],
  ["no wider than its room", 10, { width: 10, height: 3000 }, { width: 10, height: 560 }],
])("a map is %s", (_words, available, image, size) => {
  const { width, height } = mapSize(available, image, 560);
  expect(width).toBeCloseTo(size.width);
  expect(height).toBeCloseTo(size.height);
});
