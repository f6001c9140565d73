import { describe, expect, test } from "vitest";
import { type KeyPress, listKey } from "../../../../functions/console/page/list/keys.ts";

const STANDING = { active: 3, count: 20, shortcuts: true };

function pressed(key: string, where: KeyPress["in"], standing = STANDING) {
  return listKey({ key, modified: false, in: where }, standing);
}

describe("in the list", () => {
  test.each([
    ["ArrowDown", 4],
    ["j", 4],
    ["ArrowUp", 2],
    ["k", 2],
    ["PageDown", 13],
    ["PageUp", 0],
    ["Home", 0],
    ["End", 19],
  ])("%s moves to row %i", (key, to) => {
    expect(pressed(key, "list")).toEqual({ type: "move", to });
  });

  test("the focus stops at the last row, and moves from the first to the search", () => {
    const last = { ...STANDING, active: 19 };
    for (const key of ["ArrowDown", "j", "PageDown"]) {
      expect(pressed(key, "list", last)).toEqual({ type: "move", to: 19 });
    }
    expect(pressed("ArrowUp", "list", { ...STANDING, active: 0 })).toEqual({ type: "search" });
    expect(pressed("PageUp", "list", { ...STANDING, active: 0 })).toEqual({ type: "move", to: 0 });
  });

  test("other keys are the browser's, including Enter, because rows are links", () => {
    for (const key of ["Enter", "Tab", "x", "Escape"]) {
      expect(pressed(key, "list")).toBeUndefined();
    }
  });

  test("nothing moves without rows", () => {
    expect(pressed("ArrowDown", "list", { ...STANDING, count: 0 })).toBeUndefined();
  });
});

describe("the search", () => {
  test("is reached with a slash from anywhere but a field", () => {
    expect(pressed("/", "elsewhere")).toEqual({ type: "search" });
    expect(pressed("/", "list")).toEqual({ type: "search" });
    expect(pressed("/", "search")).toBeUndefined();
    expect(pressed("/", "text")).toBeUndefined();
  });

  test("is left for the rows, or emptied", () => {
    expect(pressed("ArrowDown", "search")).toEqual({ type: "into_list" });
    expect(pressed("Enter", "search")).toEqual({ type: "into_list" });
    expect(pressed("Escape", "search")).toEqual({ type: "leave_search" });
    expect(pressed("Enter", "search", { ...STANDING, count: 0 })).toBeUndefined();
    expect(pressed("j", "search")).toBeUndefined();
  });
});

test("single keys can be switched off; the arrows stay", () => {
  const off = { ...STANDING, shortcuts: false };
  expect(["/", "j", "k"].map((key) => pressed(key, "list", off))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(pressed("/", "elsewhere", off)).toBeUndefined();
  expect(pressed("ArrowDown", "list", off)).toEqual({ type: "move", to: 4 });
});

test("keys with Ctrl, Alt or the command key are the browser's", () => {
  for (const where of ["list", "search", "elsewhere"] as const) {
    for (const key of ["k", "/", "ArrowDown", "Escape"]) {
      expect(listKey({ key, modified: true, in: where }, STANDING)).toBeUndefined();
    }
  }
});
