import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import golden from "../report/golden.json" with { type: "json" };
import { confirmed, DEMO_CASES, demoArtifacts, demoSource, sourceOf } from "../report/sources.ts";

const PAGE = readFileSync("docs/commands.md", "utf8");
const OPERATIONS = readFileSync("docs/operations.md", "utf8");
/** What `npm run report` prints on the page. */
const SHOWN = PAGE.split("## report")[1] ?? "";

/** Of each demo case's report. */
const bytes = new Map<string, number>();
const written = (count: number) => count.toLocaleString("en");

beforeAll(async () => {
  for (const caseId of DEMO_CASES) {
    bytes.set(caseId, (await renderReport(demoSource(caseId))).byteLength);
  }
});

test("the report that docs/commands.md shows is the one that is made today", () => {
  expect(/^SHA-256 +(\w+)$/m.exec(SHOWN)?.[1]).toBe(golden.sha256.case_001);
  expect(/^key +(\w+)$/m.exec(SHOWN)?.[1]).toBe(demoSource("case_001").cacheKey);
  expect(/^bytes +([\d,]+)$/m.exec(SHOWN)?.[1]).toBe(written(bytes.get("case_001") ?? 0));
});

test("docs/commands.md gives case_001 its key wherever it is named", () => {
  const { cacheKey } = demoSource("case_001");
  expect(/^a +case_001 +(\w+)$/m.exec(PAGE)?.[1]).toBe(cacheKey);
  expect(/^(\w{64}) slot 0/m.exec(PAGE)?.[1]).toBe(cacheKey);
});

test("docs/commands.md gives the edited case, with an X before its title, its key", () => {
  const { manifest, ...others } = demoArtifacts("case_001");
  const edited = {
    ...others,
    manifest: Object.assign({}, manifest, { title: `X${manifest?.title}` }),
  };
  const record = { ...confirmed(others), manifest: "differs" as const };
  const { cacheKey } = sourceOf(edited, record);
  expect(/^b +\.\/edited +(\w+)$/m.exec(PAGE)?.[1]).toBe(cacheKey);
});

test("the size of two reports that docs/commands.md shows is theirs today", () => {
  const two = (bytes.get("case_001") ?? 0) + (bytes.get("case_sparse") ?? 0);
  expect(/^2 reports, ([\d,]+) bytes/m.exec(PAGE)?.[1]).toBe(written(two));
});

test("docs/operations.md has the sizes of today's reports", () => {
  const rows = OPERATIONS.matchAll(/^\| `(case_\w+)` +\| +[\d,]+ \| +([\d,]+) \|/gm);
  expect(Object.fromEntries([...rows].map(([, caseId = "", size]) => [caseId, size]))).toEqual(
    Object.fromEntries([...bytes].map(([caseId, size]) => [caseId, written(size)])),
  );
});
