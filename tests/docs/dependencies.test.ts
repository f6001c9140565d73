import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { tableRows } from "./markdown.ts";

const PAGE = readFileSync("docs/dependencies.md", "utf8");
const [PRODUCTION = "", DEVELOPMENT = ""] = PAGE.split("\n## ").slice(1);

const inProduction = Object.keys(manifest.dependencies);
const inDevelopment = Object.keys(manifest.devDependencies);

test("only production dependencies have a row, and every one of them", () => {
  expect(tableRows(PRODUCTION).map(([name]) => name)).toEqual(inProduction.toSorted());
});

test("only development dependencies have a row with their purpose, and every one of them", () => {
  const rows = tableRows(DEVELOPMENT);
  expect(rows.map(([name]) => name)).toEqual(inDevelopment.toSorted());
  expect(rows.filter(([, purpose = ""]) => purpose === "")).toEqual([]);
});

test.each(inProduction)("%s has its purpose and its share of a bundle", (name) => {
  const [, purpose, size] = tableRows(PRODUCTION).find(([named]) => named === name) ?? [];
  expect(purpose).toMatch(/\w{3}/);
  expect(size).toMatch(/^\d+$/);
});
