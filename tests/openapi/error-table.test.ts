import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withErrorTable } from "../../lib/openapi/markdown/error-table.ts";

const PAGE = readFileSync("docs/errors.md", "utf8");

test("the table of docs/errors.md has each code with its status, occasion and advice", () => {
  const row = PAGE.split("\n").find((line) => line.startsWith("| `in_progress`"));
  expect(row).toMatch(/\| 409 +\| A conflict: .*\| Try again in a moment.*`Prefer: wait=20`/);
});

test("a page without the marks is refused", () => {
  expect(() => withErrorTable("# A page")).toThrow("expected the marks <!-- Made by");
});
