import { beforeEach, describe, expect, it, vi } from "vitest";
import { createEntry, removeEntries, ReportIndex } from "../../lib/service/report-index.ts";
import type { IndexFailure } from "../../lib/service/report-index.ts";
import { listAll } from "../../lib/store/list-all.ts";
import { changed } from "../cache/cache-fixture.ts";
import { MemoryStore } from "../cache/simulated/memory-store.ts";

const ONE = "1".repeat(64);
const TWO = "2f".repeat(32);

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore(() => 0);
});

const refused = async () => await Promise.reject<undefined>(new Error("refused"));

const namesIn = async () => (await listAll(store, "")).map(({ key }) => key);

describe("the index of reports", () => {
  it("has one empty object for each case id and key, however often it is added", async () => {
    const index = new ReportIndex({ store });
    for (const key of [TWO, ONE, ONE]) await index.add("case_a", key);
    await index.add("case_a.b", ONE);
    expect(await namesIn()).toEqual([
      `reports-of/case_a.b/keys/0.${ONE}`,
      `reports-of/case_a/keys/0.${ONE}`,
      `reports-of/case_a/keys/0.${TWO}`,
    ]);
    expect(await index.keysOf("case_a")).toEqual([ONE, TWO]);
    expect(await index.keysOf("case_")).toEqual([]);
  });

  it("says of 16 processes that create one entry at once that one did", async () => {
    const created = await Promise.all(
      Array.from({ length: 16 }, async () => await createEntry(store, "case_a", ONE)),
    );
    expect(created.filter(Boolean)).toHaveLength(1);
  });

  it("asks the store for an entry until it exists, and then never again", async () => {
    const gets = vi.fn<(key: string) => void>();
    const get: MemoryStore["get"] = async (key) => {
      gets(key);
      return await store.get(key);
    };
    const index = new ReportIndex({ store: changed(store, { get }) });
    expect(await index.has("case_a", ONE)).toBe(false);
    await createEntry(store, "case_a", ONE);
    for (let time = 0; time < 3; time++) expect(await index.has("case_a", ONE)).toBe(true);
    expect(gets).toHaveBeenCalledTimes(2);
  });

  it("reports an entry that cannot be written, pauses, and tries again", async () => {
    const failures: IndexFailure[] = [];
    const error = new Error("disk full");
    let isFull = true;
    const create: MemoryStore["create"] = async (...given) => {
      if (isFull) throw error;
      return await store.create(...given);
    };
    const observe = (failure: IndexFailure) => void failures.push(failure);
    const index = new ReportIndex({ store: changed(store, { create }), observe, pauseMs: 200 });
    await index.add("case_a", ONE);
    expect(failures).toEqual([{ caseId: "case_a", key: ONE, error }]);
    expect(await index.has("case_a", ONE)).toBe(true);
    isFull = false;
    await vi.waitFor(async () => expect(await index.has("case_a", ONE)).toBe(false));
    await index.add("case_a", ONE);
    expect(await index.keysOf("case_a")).toEqual([ONE]);
    expect(failures).toHaveLength(1);
  });

  it("takes an entry that cannot be read for a missing one", async () => {
    const index = new ReportIndex({ store: changed(store, { get: refused }) });
    expect(await index.has("case_a", ONE)).toBe(false);
  });

  it("ignores other objects there", async () => {
    await store.create("reports-of/case_a/keys/0.note", new Uint8Array());
    await store.create(`reports-of/case_a/keys/1.${ONE}`, new Uint8Array());
    expect(await new ReportIndex({ store }).keysOf("case_a")).toEqual([]);
  });

  it("loses the entries of one key, of whatever case", async () => {
    for (const caseId of ["case_a", "case_b"]) await createEntry(store, caseId, ONE);
    await createEntry(store, "case_a", TWO);
    expect(await removeEntries(store, ONE)).toBe(2);
    expect(await removeEntries(store, ONE)).toBe(0);
    expect(await namesIn()).toEqual([`reports-of/case_a/keys/0.${TWO}`]);
  });
});
