import { expect, test } from "vitest";
import { excerpt, listed, tableExcerpt } from "../../../lib/report/model/excerpt.ts";

test("a text is cut between characters, not inside one", () => {
  expect(excerpt("😀😀😀", 3)).toBe("😀😀😀");
  expect(excerpt("😀😀😀", 2)).toBe("😀😀…");
  expect(excerpt("abc", 3)).toBe("abc");
});

test("a list says how many it leaves out", () => {
  expect(listed([1, 2, 3])).toBe("1, 2, 3");
  const many = Array.from({ length: 502 }, (_, index) => index);
  expect(listed(many).endsWith("498, 499 and 2 more")).toBe(true);
});

test("a table's excerpt names the number left out, the total, and the file that has all", () => {
  expect(tableExcerpt([1, 2], "probe", "metrics.json", 2).leftOut).toBeUndefined();
  const { shown, leftOut } = tableExcerpt([1, 2, 3], "probe", "metrics.json", 2);
  expect(shown).toEqual([1, 2]);
  expect(leftOut).toContain("1 probe of 3 left out here");
  expect(leftOut).toContain("metrics.json");
});
