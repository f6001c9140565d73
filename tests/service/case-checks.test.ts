import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { Cases } from "../../lib/case/cases.ts";
import { CaseChecks, type CheckCase } from "../../lib/service/case-checks.ts";
import { checksSummary, tasksHere } from "../../lib/service/case-tasks.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { copyCases } from "../http/test-service.ts";
import { rejectionOf, temporaryFolder } from "../store/temp-folder.ts";

let root: string;
let cases: Cases;
let runs: number;

beforeEach(async () => {
  root = await temporaryFolder();
  await copyCases(root, ["case_sparse"]);
  cases = new Cases(new CaseFolder(root), "3");
  runs = 0;
});

const counted: CheckCase = async (content) => {
  runs += 1;
  return await tasksHere.check(content);
};

test("the checks of a case run once for each content, however often they are requested", async () => {
  const checks = new CaseChecks(cases, counted);
  const first = await checks.of("case_sparse");
  expect(first.checks).toEqual(checksSummary(await cases.content("case_sparse")));
  expect(await checks.of("case_sparse")).toEqual(first);
  expect(runs).toBe(1);
  const path = join(root, "case_sparse", "metrics.json");
  await writeFile(path, (await readFile(path, "utf8")).replace("baseline_sparse", "other"));
  const edited = await checks.of("case_sparse");
  expect(edited.key).not.toBe(first.key);
  expect(edited.checks.fail.map(({ check }) => check)).toContain("baseline_ids_agree");
  expect(runs).toBe(2);
});

test("eight simultaneous requests share one run", async () => {
  const checks = new CaseChecks(cases, counted);
  const all = await Promise.all(
    Array.from({ length: 8 }, async () => await checks.of("case_sparse")),
  );
  expect(new Set(all).size).toBe(1);
  expect(runs).toBe(1);
});

test("a failed run is not cached", async () => {
  let attempts = 0;
  const checks = new CaseChecks(cases, async (content) => {
    attempts += 1;
    if (attempts === 1) throw new Error("out of memory");
    return await tasksHere.check(content);
  });
  expect(await rejectionOf(checks.of("case_sparse"))).toEqual(new Error("out of memory"));
  expect((await checks.of("case_sparse")).checks.fail).toEqual([]);
});

test("the cache of summaries is bounded and evicts the oldest", async () => {
  const content = await cases.content("case_sparse");
  const current = async (key: string) =>
    await Promise.resolve({ key, content: { ...content, key } });
  const many = { current, content: async (key: string) => (await current(key)).content };
  const checks = new CaseChecks(many, async () => {
    runs += 1;
    return await Promise.resolve({ hold: 0, fail: [], unchecked: 0 });
  });
  for (let nth = 0; nth <= 1_000; nth++) await checks.of(String(nth));
  await checks.of("1000");
  expect(runs).toBe(1_001);
  await checks.of("0");
  expect(runs).toBe(1_002);
});
