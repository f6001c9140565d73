import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { Cases } from "../../../lib/case/cases.ts";
import { ClarityError } from "../../../lib/errors.ts";
import { CaseChecks } from "../../../lib/service/case-checks.ts";
import type { CaseList, ListPage, ListQuery } from "../../../lib/service/case-list/case-list.ts";
import { wordsIn } from "../../../lib/service/case-list/search.ts";
import { tasksHere } from "../../../lib/service/case-tasks.ts";
import { CaseFolder } from "../../../lib/store/file/case-folder.ts";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { StoreUnavailableError } from "../../../lib/store/failures.ts";
import { ALL, emptyWorld, holdReadings, idsOf, open, put, putMany, world } from "./world.ts";

beforeEach(emptyWorld);

const PARTIAL: ListQuery = { ...ALL, sort: "lowest_esi", partial: true, facts: true };
const KNOWN_FILES = { "manifest.json": "m", "robustness_surface.json": "s" } as const;

/** Adds a record of checksums; by default one that no file has. */
async function record(caseId: string, files: Readonly<Record<string, string>>): Promise<void> {
  await writeFile(join(world.root, caseId, "checksums.json"), JSON.stringify({ files }));
}

async function storeReport(caseId: string): Promise<void> {
  const { key } = await new Cases(new CaseFolder(world.root), "0").current(caseId);
  const reports = await FileStore.open(world.store);
  await reports.create(`reports/${key}/0.pdf`, Buffer.from("pdf"), { key });
}

/** Lists until everything is known. */
async function untilKnown(list: CaseList, query = PARTIAL): Promise<ListPage> {
  for (;;) {
    const page = await list.page(query);
    if (page.counts.known === page.counts.all) return page;
  }
}

/** Three cases: a tampered one, one that contradicts itself, and one that cannot be read. */
async function putTroubles(): Promise<void> {
  await put("good", "Good", 0.9);
  await put("tampered", "Tampered", 0.5);
  await record("tampered", { "manifest.json": "0".repeat(64) });
  await put("contradicting", "Contradicting", 7);
  await put("broken", "Broken", 0.1);
  await writeFile(join(world.root, "broken", "metrics.json"), "{");
}

test("a row has checks, record, key and the state of the report", async () => {
  await put("a", "A", 0.9);
  await record("a", KNOWN_FILES);
  const list = open();
  const before = await untilKnown(list);
  expect(before.cases).toMatchObject([
    { case_id: "a", checks: { fail: 2 }, key: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect(before.cases).toMatchObject([{ record: "not_checked", report: "missing" }]);
  await storeReport("a");
  expect((await list.page(PARTIAL)).cases).toMatchObject([{ report: "ready" }]);
});

test("each filter keeps its cases, and the counts say how many", async () => {
  await putTroubles();
  await storeReport("good");
  const list = open();
  const { cases, counts } = await list.page({ ...ALL, sort: "lowest_esi", filter: "no_report" });
  expect(cases.map(({ case_id: id }) => id)).toEqual(["tampered", "contradicting"]);
  expect(counts).toEqual({
    all: 4,
    read: 4,
    known: 4,
    failed_checks: 3,
    record_differs: 1,
    no_report: 2,
    unreadable: 1,
  });
  for (const filter of ["failed_checks", "record_differs", "no_report", "unreadable"] as const) {
    expect((await list.page({ ...ALL, filter })).total).toBe(counts[filter]);
  }
  const unreadable = await list.page({ ...ALL, filter: "unreadable", facts: true });
  expect(unreadable.cases).toMatchObject([
    { case_id: "broken", problem: { file: "metrics.json" } },
  ]);
});

test("the counts are of what the search finds", async () => {
  await putTroubles();
  const { total, counts } = await untilKnown(open(), { ...PARTIAL, words: wordsIn("tampered") });
  expect([total, counts]).toMatchObject([1, { all: 1, record_differs: 1, unreadable: 0 }]);
});

test("sorting by checks, record or report waits for all artifacts, each of which is read once more", async () => {
  await putTroubles();
  const list = open();
  expect(await idsOf(list, { ...ALL, sort: "record" })).toEqual([
    "tampered",
    "contradicting",
    "good",
    "broken",
  ]);
  expect([...world.reads.values()]).toEqual([2, 2, 2, 2]);
  await idsOf(list, { ...ALL, sort: "-failed_checks" });
  expect([...world.reads.values()]).toEqual([2, 2, 2, 2]);
});

test("a partial page is answered while no case can be read, and says how many are known", async () => {
  await putMany(20);
  const letGo = holdReadings();
  const list = open();
  const answer = list.page({ ...PARTIAL, words: wordsIn("title") });
  const { cases, total, counts } = await answer;
  expect([cases, total]).toEqual([[], 0]);
  expect(counts).toMatchObject({ all: 0, read: 0, known: 0 });
  letGo();
  const all = await untilKnown(list);
  expect(all.counts).toMatchObject({ all: 20, read: 20, known: 20, unreadable: 0, no_report: 20 });
});

test("an edit and a repair change the facts of a row at once, and only that case is read again", async () => {
  await putTroubles();
  const list = open({ maxAgeMs: 600_000 });
  const { cases } = await untilKnown(list);
  world.reads.clear();
  await rm(join(world.root, "tampered", "checksums.json"));
  await rm(join(world.root, "broken", "metrics.json"));
  const after = await untilKnown(list);
  expect(after.cases).toHaveLength(cases.length);
  const rows = new Map(after.cases.map((row) => [row.case_id, row]));
  expect(rows.get("tampered")).toMatchObject({ record: "none" });
  expect(rows.get("broken")).toMatchObject({ title: "Broken", report: "missing" });
  expect([...world.reads.keys()].toSorted()).toEqual(["broken", "tampered"]);
});

test("reports whose store cannot be listed are unknown, which is logged, and all else is known", async () => {
  await put("a", "A", 0.9);
  const unlisted: string[] = [];
  const list = open({
    listReports: () => {
      throw new StoreUnavailableError({
        reason: "list_unclear",
        facts: { operation: "listed" },
        lasting: true,
      });
    },
    onUnlisted: ({ code }) => unlisted.push(code),
  });
  const { cases, counts } = await untilKnown(list);
  expect(cases).toMatchObject([{ record: "none", report: null }]);
  expect(counts).toMatchObject({ known: 1, failed_checks: 1, no_report: null });
  expect(unlisted).toContain("store_unavailable");
});

test("a case that could not be read for a reason that passes is not known, and is read again", async () => {
  await put("a", "A", 0.9);
  let fails = true;
  const checks = new CaseChecks(new Cases(new CaseFolder(world.root), "0"), tasksHere.check);
  const checkedOf = async (caseId: string) => {
    if (fails) throw new ClarityError("no_capacity");
    return await checks.of(caseId);
  };
  const list = open({ checkedOf });
  const before = await list.page(PARTIAL);
  expect(before).toMatchObject({
    cases: [{ checks: null, record: null, key: null, report: null }],
    counts: { known: 0, failed_checks: null, unreadable: null },
  });
  fails = false;
  expect((await untilKnown(list)).cases).toMatchObject([{ record: "none" }]);
});
