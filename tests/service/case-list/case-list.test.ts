import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { Cases } from "../../../lib/case/cases.ts";
import { ClarityError } from "../../../lib/errors.ts";
import type { CaseList, ListQuery } from "../../../lib/service/case-list/case-list.ts";
import { readCursor } from "../../../lib/service/case-list/cursor.ts";
import type { Sort } from "../../../lib/service/case-list/sorts.ts";
import { CaseFolder } from "../../../lib/store/file/case-folder.ts";
import {
  ALL,
  emptyWorld,
  holdReadings,
  idsOf,
  open,
  put,
  putMany,
  search,
  source,
  world,
} from "./world.ts";

beforeEach(emptyWorld);

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
  expect([...world.reads.keys()]).toEqual(ids.slice(0, 10));
  world.reads.clear();
  await list.page({ ...ALL, limit: 10 });
  expect(world.reads.size).toBe(0);
  // Ten rows on each page, and once more after each of the ten readings.
  expect(world.looks).toBe(30);
});

/** As a bucket with fewer than ten cases. */
const identifyNone = async () => await Promise.resolve(new Map<string, (string | undefined)[]>());

test("a case whose identities can only be asked for alone is not read again until it changes", async () => {
  const [id = ""] = await putMany(1);
  const list = open({ source: { ...source(), identifyEach: identifyNone } });
  await idsOf(list);
  expect(await idsOf(list)).toEqual([id]);
  expect(world.reads.get(id)).toBe(1);
  await put(id, "Another title");
  expect((await list.page(ALL)).cases).toMatchObject([{ title: "Another title" }]);
  expect(world.reads.get(id)).toBeGreaterThan(1);
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
    await rm(join(world.root, `case_${String(round).padStart(4, "0")}`), { recursive: true });
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
  await writeFile(join(world.root, "b", "manifest.json"), "{");
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
  await rename(join(world.root, "a"), join(world.root, "c"));
  expect(await idsOf(list)).toEqual(["b", "c"]);
});

test("a second search soon after the first looks only at the rows that it returns", async () => {
  await putMany(100);
  const list = open({ maxAgeMs: 600_000 });
  await list.page(search("title"));
  world.looks = 0;
  expect(await idsOf(list, search("case_0042"))).toEqual(["case_0042"]);
  expect(world.looks).toBe(1);
});

test("an unreadable case is read once, and reported once, however often it is listed", async () => {
  await put("a", "A");
  await writeFile(join(world.root, "a", "manifest.json"), "NaN");
  const reported: string[] = [];
  const list = open({ onUnreadable: (caseId) => reported.push(caseId) });
  for (let round = 0; round < 3; round++) await list.page(ALL);
  expect([world.reads.get("a"), reported]).toEqual([1, ["a"]]);
});

test("20 searches at once over 50 cases that were not read before read each case once", async () => {
  const ids = await putMany(50);
  const list = open();
  const found = await Promise.all(
    Array.from({ length: 20 }, async () => await idsOf(list, search("title"))),
  );
  expect(found).toHaveLength(20);
  for (const each of found) expect(each).toEqual(ids);
  expect([...world.reads.values()]).toEqual(ids.map(() => 1));
});

test("20 pages at once of cases that were not read before read each of the 10 cases once", async () => {
  await putMany(10);
  const list = open();
  await Promise.all(Array.from({ length: 20 }, async () => await list.page(ALL)));
  expect([...world.reads.values()]).toEqual(Array.from({ length: 10 }, () => 1));
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
  const progress = { facts: { progress: { done: 0, all: 20 } } };
  await expect(list.page(search("title"))).rejects.toMatchObject({ ...refused, ...progress });
  // The reading of the first request is still in progress, and the second does not begin another one.
  await expect(list.page(search("title"))).rejects.toMatchObject({ ...refused, ...progress });
  expect(Math.max(...world.reads.values())).toBe(1);
  letGo();
  await expect
    .poll(async () => await idsOf(list, search("title")).catch(() => []))
    .toHaveLength(20);
  expect([...world.reads.values()]).toEqual(Array.from({ length: 20 }, () => 1));
});

test("a search for the first 12 digits of a key finds its case, and reads the others only once", async () => {
  await putMany(5);
  const { key } = await new Cases(new CaseFolder(world.root), "0").current("case_0003");
  const list = open();
  for (const digits of [key, key.slice(0, 12), key.slice(0, 12).toUpperCase()]) {
    expect(await idsOf(list, search(digits))).toEqual(["case_0003"]);
  }
  expect(await idsOf(list, search(`title ${key}`))).toEqual(["case_0003"]);
  expect(await idsOf(list, search(`absent ${key}`))).toEqual([]);
  expect(await idsOf(list, search("f".repeat(64)))).toEqual([]);
  // Once for the summary, once for the key.
  expect([...world.reads.values()]).toEqual([2, 2, 2, 2, 2]);
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
  expect([...world.reads.values()]).toEqual([1, 1, 1]);
});
