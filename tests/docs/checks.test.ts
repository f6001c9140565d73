import { expect, test } from "vitest";
import { CHECKS } from "../../lib/case/checks/index.ts";
import { readMarkdown, section, tableRows } from "./markdown.ts";

const ROWS = tableRows(section(readMarkdown("docs/checks.md"), "All checks"));

test("docs/checks.md lists every check with its id and what holds, in the order of a report", () => {
  expect(ROWS.map(([id, title]) => ({ id, title }))).toEqual(
    CHECKS.map(({ id, title }) => ({ id, title })),
  );
});
