import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { Cases } from "../../../lib/case/cases.ts";
import { ClarityError } from "../../../lib/errors.ts";
import { tasksHere } from "../../../lib/service/case-tasks.ts";
import { CaseChecks } from "../../../lib/service/case-checks.ts";
import {
  CaseList,
  type CaseListOptions,
  type ListPage,
  type ListQuery,
} from "../../../lib/service/case-list/case-list.ts";
import { readCursor } from "../../../lib/service/case-list/cursor.ts";
import { wordsIn } from "../../../lib/service/case-list/search.ts";
import type { Sort } from "../../../lib/service/case-list/sorts.ts";
import type { ArtifactSource } from "../../../lib/store/contract.ts";
import { CaseFolder } from "../../../lib/store/file/case-folder.ts";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { StoreUnavailableError } from "../../../lib/store/failures.ts";
import { openListing } from "../../../lib/store/open-listing.ts";
import { temporaryFolder } from "../../store/temp-folder.ts";

let root: string;
/** Where reports are stored. */
let store: string;
/** How often files of each case were read. */
let reads: Map<string, number>;
let looks: number;
/** Awaited before each reading. */
let gate: Promise<void>;
beforeEach(async () => {
  root = await temporaryFolder();
  store = await temporaryFolder();
  reads = new Map();
  looks = 0;
  gate = Promise.resolve();
});

function source(): ArtifactSource {
  const folder = new CaseFolder(root);
  return {
    folders: async () => await folder.folders(),
    identify: async (id, names) => await folder.identify(id, names),
    identifyEach: async (ids, names) => {
      looks += ids.length;
      return await folder.identifyEach(ids, names);
    },
    read: async (id, names, options) => {
      reads.set(id, (reads.get(id) ?? 0) + 1);
      await gate;
      return await folder.read(id, names, options);
    },
  };
}

function open(options: Partial<CaseListOptions> = {}): CaseList {
  const from = source();
  const cases = new Cases(from, "0");
  const keyOf = async (caseId: string) => await cases.current(caseId);
  const checks = new CaseChecks(cases, tasksHere.check);
  const checkedOf = async (caseId: string) => await checks.of(caseId);
  const listReports = openListing({ kind: "folder", folder: store });
  return new CaseList({
    source: from,
    tasks: tasksHere,
    keyOf,
    checkedOf,
    listReports,
    ...options,
  });
}

/** Lets no reading begin until the returned function is called. */
function holdReadings(): () => void {
  let letGo: (() => void) | undefined;
  gate = new Promise((resolve) => (letGo = resolve));
  return () => letGo?.();
}

async function put(caseId: string, title: string, esi?: number): Promise<void> {
  await mkdir(join(root, caseId), { recursive: true });
  await writeFile(join(root, caseId, "manifest.json"), JSON.stringify({ title }));
  if (esi === undefined) return;
  const axes = [
    {
      axis: "blur",
      mean_esi: 1,
      points: [
        { value: "0p8", esi },
        { value: "1", esi: 9 },
      ],
    },
  ];
  await writeFile(join(root, caseId, "robustness_surface.json"), JSON.stringify({ axes }));
}

async function putMany(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, nth) => `case_${String(nth).padStart(4, "0")}`);
  for (const [nth, id] of ids.entries()) await put(id, `Title ${(nth * 7) % count}`);
  return ids;
}

const ALL: ListQuery = {
  words: [],
  filter: undefined,
  sort: "id",
  limit: 1_000,
  after: undefined,
  partial: false,
  facts: false,
};
const search = (text: string): ListQuery => ({ ...ALL, words: wordsIn(text) });

async function idsOf(list: CaseList, query: ListQuery = ALL): Promise<string[]> {
  return (await list.page(query)).cases.map(({ case_id: id }) => id);
}

/** Follows the cursors to the last page. */
async function walk(list: CaseList, query: ListQuery, between = async () => {}): Promise<string[]> {
  const found: string[] = [];
  let next: ListQuery | undefined = query;
  while (next !== undefined) {
    const { cases, cursor } = await list.page(next);
    found.push(...cases.map(({ case_id: id }) => id));
    const after: ReturnType<typeof readCursor> | undefined =
      cursor === undefined ? undefined : readCursor(cursor, query);
    next = typeof after === "object" ? { ...query, after } : undefined;
    await between();
  }
  return found;
}

test("a page of 10 of 200 cases reads 10 cases, and the same page again reads none", async () => {
  const ids = await putMany(200);
  const list = open();
  expect(await list.page({ ...ALL, limit: 10 })).toMatchObject({ total: 200 });
  expect([...reads.keys()]).toEqual(ids.slice(0, 10));
  reads.clear();
  await list.page({ ...ALL, limit: 10 });
  expect(reads.size).toBe(0);
  // Ten rows on each page, and once more after each of the ten readings.
  expect(looks).toBe(30);
});

/** As a bucket with fewer than ten cases. */
const identifyNone = async () => await Promise.resolve(new Map<string, (string | undefined)[]>());

test("a case whose identities can only be asked for alone is not read again until it changes", async () => {
  const [id = ""] = await putMany(1);
  const list = open({ source: { ...source(), identifyEach: identifyNone } });
  await idsOf(list);
  expect(await idsOf(list)).toEqual([id]);
  expect(reads.get(id)).toBe(1);
  await put(id, "Another title");
  expect((await list.page(ALL)).cases).toMatchObject([{ title: "Another title" }]);
  expect(reads.get(id)).toBeGreaterThan(1);
});

test.each<Sort>(["id", "-id", "title", "-title", "lowest_esi"])(
  "the pages by %s have every case once",
  async (sort) => {
    const ids = await putMany(57);
    const list = open();
    const walked = await walk(list, { ...ALL, sort, limit: 10 });
    expect(walked.toSorted()).toEqual(ids);
    expect(walked).toEqual(await idsOf(list, { ...ALL, sort }));
  },
);

test("cases that come and go between pages make no other case appear twice or not at all", async () => {
  const ids = await putMany(60);
  let round = 0;
  const change = async () => {
    await rm(join(root, `case_${String(round).padStart(4, "0")}`), { recursive: true });
    await put(`case_00${String(round).padStart(2, "0")}_new`, `Title ${round}`);
    round++;
  };
  for (const sort of ["id", "title"] as const) {
    round = 0;
    const walked = await walk(open({ maxAgeMs: 0 }), { ...ALL, sort, limit: 20 }, change);
    const lasting = ids.slice(round);
    expect(walked.filter((id) => lasting.includes(id)).toSorted()).toEqual(lasting);
    expect(new Set(walked).size).toBe(walked.length);
    for (const id of ids.slice(0, round)) await put(id, "Title");
  }
});

test("the lowest ESI of a case is the lowest of all points, not of the means of axes", async () => {
  await put("a", "A", 0.3);
  await put("b", "B", 0.2);
  await put("c", "C");
  const { cases } = await open().page({ ...ALL, sort: "lowest_esi" });
  expect(cases).toMatchObject([
    { case_id: "b", lowest_esi: { axis: "blur", value: "0p8", figure: 0.2 } },
    { case_id: "a", lowest_esi: { figure: 0.3 } },
    { case_id: "c", lowest_esi: null },
  ]);
});

test("an edit, a repair and a removal show in the next page, and in a search as soon as it looks again", async () => {
  await put("a", "One");
  await put("b", "{");
  await writeFile(join(root, "b", "manifest.json"), "{");
  const list = open({ maxAgeMs: 0 });
  expect((await list.page(ALL)).cases).toMatchObject([
    { title: "One" },
    { problem: { code: "unreportable_case", file: "manifest.json" } },
  ]);
  await put("a", "Two");
  await put("b", "Three");
  expect((await list.page(ALL)).cases).toMatchObject([{ title: "Two" }, { title: "Three" }]);
  expect(await idsOf(list, search("two"))).toEqual(["a"]);
  expect(await idsOf(list, search("one"))).toEqual([]);
  await rename(join(root, "a"), join(root, "c"));
  expect(await idsOf(list)).toEqual(["b", "c"]);
});

test("a second search soon after the first looks only at the rows that it returns", async () => {
  await putMany(100);
  const list = open({ maxAgeMs: 600_000 });
  await list.page(search("title"));
  looks = 0;
  expect(await idsOf(list, search("case_0042"))).toEqual(["case_0042"]);
  expect(looks).toBe(1);
});

test("an unreadable case is read once, and reported once, however often it is listed", async () => {
  await put("a", "A");
  await writeFile(join(root, "a", "manifest.json"), "NaN");
  const reported: string[] = [];
  const list = open({ onUnreadable: (caseId) => reported.push(caseId) });
  for (let round = 0; round < 3; round++) await list.page(ALL);
  expect([reads.get("a"), reported]).toEqual([1, ["a"]]);
});

test("20 searches at once over 50 cases that were not read before read each case once", async () => {
  const ids = await putMany(50);
  const list = open();
  const found = await Promise.all(
    Array.from({ length: 20 }, async () => await idsOf(list, search("title"))),
  );
  expect(found).toHaveLength(20);
  for (const each of found) expect(each).toEqual(ids);
  expect([...reads.values()]).toEqual(ids.map(() => 1));
});

test("20 pages at once of cases that were not read before read each of the 10 cases once", async () => {
  await putMany(10);
  const list = open();
  await Promise.all(Array.from({ length: 20 }, async () => await list.page(ALL)));
  expect([...reads.values()]).toEqual(Array.from({ length: 10 }, () => 1));
});

test("a search is right when no summary fits into memory", async () => {
  const ids = await putMany(30);
  const list = open({ keptCharacters: 1, maxAgeMs: 600_000 });
  expect(await idsOf(list, { ...ALL, sort: "-id", words: ["title"] })).toEqual(ids.toReversed());
});

test("a search that cannot read all cases in time is refused with its progress, and goes on reading", async () => {
  await putMany(20);
  const letGo = holdReadings();
  const list = open({ waitMs: 100 });
  const refused = { code: "no_capacity", reason: "cases_unread", retryAfterSeconds: 5 };
  const progress = { facts: { progress: { done: 0, all: 0 } } };
  await expect(list.page(search("title"))).rejects.toMatchObject({ ...refused, ...progress });
  // The reading of the first request is still in progress, and the second does not begin another one.
  await expect(list.page(search("title"))).rejects.toMatchObject(refused);
  expect(Math.max(...reads.values())).toBe(1);
  letGo();
  await expect
    .poll(async () => await idsOf(list, search("title")).catch(() => []))
    .toHaveLength(20);
  expect([...reads.values()]).toEqual(Array.from({ length: 20 }, () => 1));
});

test("a search for the first 12 digits of a key finds its case, and reads the others only once", async () => {
  await putMany(5);
  const { key } = await new Cases(new CaseFolder(root), "0").current("case_0003");
  const list = open();
  for (const digits of [key, key.slice(0, 12), key.slice(0, 12).toUpperCase()]) {
    expect(await idsOf(list, search(digits))).toEqual(["case_0003"]);
  }
  expect(await idsOf(list, search(`title ${key}`))).toEqual(["case_0003"]);
  expect(await idsOf(list, search(`absent ${key}`))).toEqual([]);
  expect(await idsOf(list, search("f".repeat(64)))).toEqual([]);
  // Once for the summary, once for the key.
  expect([...reads.values()]).toEqual([2, 2, 2, 2, 2]);
});

test.each([
  ["could not be read for a reason that passes", "no_capacity", ["case_0000"], 2],
  ["cannot be read as it is", "unreportable_case", [], 1],
] as const)("a case that %s is asked for its key again, or not", async (_, code, found, asks) => {
  await putMany(1);
  let asked = 0;
  const keyOf = async () => {
    if (++asked === 1) throw new ClarityError(code);
    return await Promise.resolve({ key: "a".repeat(64) });
  };
  const list = open({ keyOf });
  const query = search("a".repeat(12));
  expect(await idsOf(list, query)).toEqual([]);
  expect(await idsOf(list, query)).toEqual(found);
  expect(asked).toBe(asks);
});

test("a search for fewer digits computes no key", async () => {
  await putMany(3);
  expect(await idsOf(open(), search("0123456789a"))).toEqual([]);
  expect([...reads.values()]).toEqual([1, 1, 1]);
});

const PARTIAL: ListQuery = { ...ALL, sort: "lowest_esi", partial: true, facts: true };
const KNOWN_FILES = { "manifest.json": "m", "robustness_surface.json": "s" } as const;

/** Adds a record of checksums; by default one that no file has. */
async function record(caseId: string, files: Readonly<Record<string, string>>): Promise<void> {
  await writeFile(join(root, caseId, "checksums.json"), JSON.stringify({ files }));
}

async function storeReport(caseId: string): Promise<void> {
  const { key } = await new Cases(new CaseFolder(root), "0").current(caseId);
  const reports = await FileStore.open(store);
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
  await writeFile(join(root, "broken", "metrics.json"), "{");
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
  expect([...reads.values()]).toEqual([2, 2, 2, 2]);
  await idsOf(list, { ...ALL, sort: "-failed_checks" });
  expect([...reads.values()]).toEqual([2, 2, 2, 2]);
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
  reads.clear();
  await rm(join(root, "tampered", "checksums.json"));
  await rm(join(root, "broken", "metrics.json"));
  const after = await untilKnown(list);
  expect(after.cases).toHaveLength(cases.length);
  const rows = new Map(after.cases.map((row) => [row.case_id, row]));
  expect(rows.get("tampered")).toMatchObject({ record: "none" });
  expect(rows.get("broken")).toMatchObject({ title: "Broken", report: "missing" });
  expect([...reads.keys()].toSorted()).toEqual(["broken", "tampered"]);
});

test("reports whose store cannot be listed are unknown, which is logged, and all else is known", async () => {
  await put("a", "A", 0.9);
  const unlisted: string[] = [];
  const list = open({
    async *listReports() {
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
  const checks = new CaseChecks(new Cases(new CaseFolder(root), "0"), tasksHere.check);
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
