import { expect, test } from "vitest";
import { withArtifactTables } from "../../lib/openapi/markdown/artifact-tables.ts";
import { readMarkdown, section, tableRows } from "../docs/markdown.ts";
import { DESCRIPTION } from "./described.ts";

const { components } = DESCRIPTION;
const PAGE = withArtifactTables(readMarkdown("docs/case-format.md"), components);
const ROWS = tableRows(section(PAGE, "Members")).map((cells) => cells.join("; "));

test.each([
  ["texts with one meaning, in one row", "`title`, `description`, "],
  ["a member of an object", "config.grid_size; number; ; "],
  ["a choice", "config.mask_value; number or list of numbers; ; value of a masked pixel"],
  ["the meaning of a list's items", "seeds; list of texts or integers; ; text beyond"],
  [
    "a required member of a list's items",
    "`regions[].x_min`, `y_min`, `x_max`, `y_max`; number; required; share",
  ],
  [
    "a matrix",
    "baseline_metrics.evidence_map.values; list of lists of numbers or text; ; rows of equal length",
  ],
  ["lists in lists", "axes[].points[].value; text or number; required; "],
  ["what may be anything", "results[].value; any JSON; ; usually a number"],
])("the tables have the type of %s", (_what, row) => {
  expect(ROWS.map((other) => other.slice(0, row.length))).toContain(row);
});

test("an object that says nothing beyond its members has no row, a required one has", () => {
  const members = ROWS.map((row) => row.split("; ")[0] ?? "");
  expect(members.filter((names) => /\bimage_dimensions\b(?!\.)/.test(names))).toEqual([]);
  expect(members).toContain("`image_dimensions.width`, `height`");
  expect(ROWS).toContain("axes[].points; list of objects; required; ");
});

test("a meaning that several members share is only in the first row", () => {
  expect(ROWS).toContain("heatmap.values; list of lists of numbers or text; ; ");
  const meanings = ROWS.map((row) => row.split("; ")[3] ?? "").filter((meaning) => meaning !== "");
  expect(new Set(meanings).size).toBe(meanings.length);
});

test("existing tables are replaced, and the rest of the page stays", () => {
  expect(withArtifactTables(PAGE, components)).toBe(PAGE);
});

test("a page without the marks is refused", () => {
  expect(() => withArtifactTables("# A page", components)).toThrow(
    "expected the marks <!-- Made by",
  );
});
