import { describe, expect, test } from "vitest";
import { rowKey, searchKey } from "../../../../functions/console/page/list/keys.ts";
import type { KeyPress } from "../../../../functions/console/page/state/key-press.ts";

const STANDING = { active: 3, count: 20, shortcuts: true };
const PLACES = ["search", "list", "text", "control", "page"] as const;

function pressed(key: string, where: KeyPress["in"], standing = STANDING) {
  return rowKey({ key, modified: false, in: where }, standing);
}

function searched(key: string, where: KeyPress["in"], shortcuts = true) {
  return searchKey({ key, modified: false, in: where }, shortcuts);
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
    for (const where of PLACES) {
      expect(pressed("ArrowDown", where, { ...STANDING, count: 0 })).toBeUndefined();
    }
  });
});

describe("when nothing has the focus", () => {
  test.each(["ArrowDown", "ArrowUp", "j", "k"])("%s leads to the active row", (key) => {
    expect(pressed(key, "page")).toEqual({ type: "move", to: 3 });
  });

  test("Enter opens the active row", () => {
    expect(pressed("Enter", "page")).toEqual({ type: "open" });
  });

  test("the other keys scroll the page", () => {
    for (const key of [" ", "PageDown", "Home", "End"]) {
      expect(pressed(key, "page")).toBeUndefined();
    }
  });
});

test("a link or a button keeps its own keys; letters lead to the rows", () => {
  for (const key of ["Enter", "ArrowDown", " "]) expect(pressed(key, "control")).toBeUndefined();
  expect(pressed("j", "control")).toEqual({ type: "move", to: 3 });
});

test("a field keeps all keys", () => {
  for (const key of ["j", "ArrowDown", "Enter"]) expect(pressed(key, "text")).toBeUndefined();
  expect(searched("/", "text")).toBeUndefined();
});

describe("the search", () => {
  test("is reached with a slash from anywhere but a field", () => {
    for (const where of ["page", "control", "list"] as const) {
      expect(searched("/", where)).toBe("search");
    }
    expect(searched("/", "search")).toBeUndefined();
  });

  test("is left for the rows, or emptied", () => {
    expect(pressed("ArrowDown", "search")).toEqual({ type: "move", to: 0 });
    expect(pressed("Enter", "search")).toEqual({ type: "move", to: 0 });
    expect(pressed("j", "search")).toBeUndefined();
    expect(searched("Escape", "search")).toBe("leave_search");
    expect(searched("Escape", "page")).toBeUndefined();
  });
});

test("single keys can be switched off; the arrows stay", () => {
  const off = { ...STANDING, shortcuts: false };
  for (const where of ["list", "page", "control"] as const) {
    for (const key of ["j", "k"]) expect(pressed(key, where, off)).toBeUndefined();
    expect(searched("/", where, false)).toBeUndefined();
  }
  expect(pressed("ArrowDown", "list", off)).toEqual({ type: "move", to: 4 });
  expect(pressed("ArrowDown", "page", off)).toEqual({ type: "move", to: 3 });
});

test("keys with Ctrl, Alt or the command key are the browser's", () => {
  for (const where of PLACES) {
    for (const key of ["k", "/", "ArrowDown", "Escape", "Enter"]) {
      expect(rowKey({ key, modified: true, in: where }, STANDING)).toBeUndefined();
      expect(searchKey({ key, modified: true, in: where }, true)).toBeUndefined();
    }
  }
});
