import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import golden from "../report/golden.json" with { type: "json" };

/** What `npm run report` prints on the page. */
const SHOWN = readFileSync("docs/commands.md", "utf8").split("## report")[1] ?? "";

test("the report that docs/commands.md shows is the one that is made today", () => {
  expect(/^SHA-256 +(\w+)$/m.exec(SHOWN)?.[1]).toBe(golden.sha256.case_001);
});
