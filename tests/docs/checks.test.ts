import { expect, test } from "vitest";
import { CHECKS } from "../../lib/case/checks/index.ts";
import { readMarkdown, section, tableRows } from "./markdown.ts";

const ROWS = tableRows(section(readMarkdown("docs/checks.md"), "All checks"));

test("docs/checks.md lists every check with its id, condition and inputs, in the order of a report", () => {
  expect(ROWS.map(([id, title, , needs]) => ({ id, title, needs }))).toEqual(
    CHECKS.map(({ id, title, needs }) => ({ id, title, needs })),
  );
});

test("docs/checks.md says of every check what is compared", () => {
  expect(ROWS.filter(([, , compared = ""]) => compared.length < 15)).toEqual([]);
});
