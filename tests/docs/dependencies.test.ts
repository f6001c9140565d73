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

/** The items below the table: each begins with the packages that it explains. */
const REASONS = PRODUCTION.split("\n- ").slice(1);

function explainedBy(reason: string): string[] {
  const [head = ""] = reason.split(": ");
  return [...head.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

test.each(inProduction)("%s has its costs, why it was taken, and when to drop it", (name) => {
  const row = tableRows(PRODUCTION).find(([named]) => named === name) ?? [];
  expect(row[1]).toMatch(/\w{3}/);
  expect(row.slice(2).filter((cost) => /^\d+(?:\.\d)?$/.test(cost))).toHaveLength(3);
  const [about, ...more] = REASONS.filter((reason) => explainedBy(reason).includes(name));
  expect(more).toEqual([]);
  expect(about).toMatch(/\bDrop\s+(?:it|them)\s+when\b/);
});

test("only production dependencies are explained", () => {
  expect(REASONS.flatMap(explainedBy).toSorted()).toEqual(inProduction.toSorted());
});
