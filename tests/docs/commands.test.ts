import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import golden from "../report/golden.json" with { type: "json" };
import { demoSource } from "../report/sources.ts";

const PAGE = readFileSync("docs/commands.md", "utf8");
/** What `npm run report` prints on the page. */
const SHOWN = PAGE.split("## report")[1] ?? "";

test("the report that docs/commands.md shows is the one that is made today", () => {
  expect(/^SHA-256 +(\w+)$/m.exec(SHOWN)?.[1]).toBe(golden.sha256.case_001);
  expect(/^key +(\w+)$/m.exec(SHOWN)?.[1]).toBe(demoSource("case_001").cacheKey);
});

test("docs/commands.md gives case_001 its key wherever it is named", () => {
  const { cacheKey } = demoSource("case_001");
  expect(/^a +case_001 +(\w+)$/m.exec(PAGE)?.[1]).toBe(cacheKey);
  expect(/^(\w{64}) slot 0/m.exec(PAGE)?.[1]).toBe(cacheKey);
});
