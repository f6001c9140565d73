import { describe, expect, it } from "vitest";
import type { Cache } from "../../lib/cache/index.ts";
import { rejectionOf, textOf } from "../store/temp-folder.ts";
import {
  changed,
  claimNames,
  countOf,
  Gate,
  KEY,
  openCache,
  plantClaim,
  REPORT,
  resultNames,
  sha256,
  Work,
} from "./cache-fixture.ts";
import { listAll } from "../../lib/store/list-all.ts";

const CALLS = 50;

/** A production that has begun, and continues when `end` is opened. */
async function begin(cache: Cache, key = KEY) {
  const begun = new Gate();
  const end = new Gate();
  const work = new Work(async () => {
    begun.open();
    await end.opened;
    return REPORT;
  });
  const result = cache.getOrCreate(key, work.produce);
  await begun.opened;
  return { result, work, end };
}

describe("get-or-create", () => {
  it("produces a missing result, stores it and returns it with hit: false", async () => {
    const { cache, store, events } = await openCache();
    const work = new Work();
    const result = await cache.getOrCreate(KEY, work.produce);
    expect(result).toMatchObject({ body: REPORT, sha256: sha256(REPORT), slot: 0, hit: false });
    expect(work.started).toBe(1);
    expect(await resultNames(store)).toEqual(["0.pdf"]);
    expect(await claimNames(store)).toEqual(["0/0"]);
    expect(events).toMatchObject([
      { type: "produced", key: KEY, slot: 0, generation: 0, bytes: REPORT.length },
      { type: "stored", key: KEY, slot: 0 },
    ]);
  });

  it("serves a stored result in every process, without claiming anything", async () => {
    const { cache, store, root } = await openCache();
    const work = new Work();
    await cache.getOrCreate(KEY, work.produce);
    const other = await openCache({ root });
    for (const each of [cache, other.cache, cache]) {
      const result = await each.getOrCreate(KEY, work.produce);
      expect([textOf(result.body), result.hit]).toEqual([textOf(REPORT), true]);
    }
    expect(work.started).toBe(1);
    expect(await claimNames(store)).toEqual(["0/0"]);
    expect(other.events.map(({ type }) => type)).toEqual(["hit"]);
  });

  it("stores the digest, the key and the nonce of the claim with the result", async () => {
    const { cache, store } = await openCache();
    const { nonce } = await cache.getOrCreate(KEY, new Work().produce);
    const stored = await store.get(`reports/${KEY}/0.pdf`);
    expect(stored?.metadata).toEqual({ key: KEY, nonce, sha256: sha256(REPORT) });
  });

  it("gives each key its own result", async () => {
    const { cache } = await openCache();
    const keys = ["a", "b", "c"];
    const results = await Promise.all(
      keys.map(
        async (key) => await cache.getOrCreate(key, new Work(() => Buffer.from(key)).produce),
      ),
    );
    expect(results.map(({ body, hit }) => [String(body), hit])).toEqual(
      keys.map((key) => [key, false]),
    );
  });

  it("refuses a key that could leave the store", async () => {
    const { cache } = await openCache();
    const work = new Work();
    for (const key of ["", "../key", "a\0", "a b"]) {
      await expect(cache.getOrCreate(key, work.produce)).rejects.toThrow(RangeError);
    }
    expect(work.started).toBe(0);
  });

  it("rejects with the very error that the production threw", async () => {
    const { cache, store, events } = await openCache();
    const fault = new Error("out of ink");
    const failing = new Work(async () => await Promise.reject(fault));
    expect(await rejectionOf(cache.getOrCreate(KEY, failing.produce))).toBe(fault);
    expect(await resultNames(store)).toEqual([]);
    expect(events).toEqual([{ type: "production_failed", key: KEY, error: fault }]);
  });

  it("produces again immediately after a failed production", async () => {
    const { cache } = await openCache();
    const failing = new Work(async () => await Promise.reject(new Error("out of ink")));
    await rejectionOf(cache.getOrCreate(KEY, failing.produce));
    const result = await cache.getOrCreate(KEY, new Work().produce);
    expect(result).toMatchObject({ hit: false });
  });
});

describe("get and peek", () => {
  it("return a stored result and never produce, claim or write; only get reports a hit", async () => {
    const { cache, store, events } = await openCache();
    expect(await cache.get(KEY)).toBeUndefined();
    expect(await cache.peek(KEY)).toBeUndefined();
    expect(await listAll(store, "")).toEqual([]);
    await cache.getOrCreate(KEY, new Work().produce);
    const before = await listAll(store, "");
    expect(await cache.get(KEY)).toMatchObject({ sha256: sha256(REPORT), hit: true });
    expect(await cache.peek(KEY)).toBeDefined();
    expect(await listAll(store, "")).toEqual(before);
    expect(countOf(events, "hit")).toBe(1);
  });
});

describe("requests of one process for one key", () => {
  it(`produce once when there are ${CALLS}: the other ${CALLS - 1} fail with in_progress`, async () => {
    const { cache, store, events } = await openCache();
    const { result, work, end } = await begin(cache);
    const others = Array.from(
      { length: CALLS - 1 },
      async () => await rejectionOf(cache.getOrCreate(KEY, work.produce)),
    );
    const refusal = await Promise.all(others);
    const conflict = { code: "in_progress", status: 409, retryAfterSeconds: 1 };
    expect(refusal).toMatchObject(
      Array.from({ length: CALLS - 1 }, () => ({ ...conflict, details: { cache_key: KEY } })),
    );
    end.open();
    expect(await result).toMatchObject({ hit: false });
    expect(work.started).toBe(1);
    expect(countOf(events, "conflict")).toBe(CALLS - 1);
    expect(await claimNames(store)).toEqual(["0/0"]);
  });

  it(`share one production when ${CALLS} of them wait`, async () => {
    const { cache, events } = await openCache();
    const work = new Work();
    const calls = Array.from(
      { length: CALLS },
      async () => await cache.getOrCreate(KEY, work.produce, { waitMs: 20_000 }),
    );
    const results = await Promise.all(calls);
    expect(new Set(results.map((result) => result.sha256))).toEqual(new Set([sha256(REPORT)]));
    expect(results.filter(({ hit }) => !hit)).toHaveLength(1);
    expect(work.started).toBe(1);
    expect(countOf(events, "hit")).toBe(CALLS - 1);
  });

  it("share its failure when 10 of them wait", async () => {
    const fault = new Error("out of ink");
    const allLooked = new Gate();
    let looks = 0;
    const { cache } = await openCache({
      through: (store) =>
        changed(store, {
          get: async (key) => {
            const found = await store.get(key);
            if (++looks === 10) allLooked.open();
            return found;
          },
        }),
    });
    const failing = new Work(async () => {
      await allLooked.opened;
      // By then, the last one to look has joined, too.
      await new Promise((resolve) => setImmediate(resolve));
      throw fault;
    });
    const calls = Array.from(
      { length: 10 },
      async () => await rejectionOf(cache.getOrCreate(KEY, failing.produce, { waitMs: 20_000 })),
    );
    expect(new Set(await Promise.all(calls))).toEqual(new Set([fault]));
    expect(failing.started).toBe(1);
  });

  it("wait no longer than they asked to, and leave the production alone", async () => {
    const { cache } = await openCache();
    const { result, work, end } = await begin(cache);
    const impatient = cache.getOrCreate(KEY, work.produce, { waitMs: 30 });
    expect(await rejectionOf(impatient)).toMatchObject({ code: "in_progress" });
    end.open();
    expect(await result).toMatchObject({ hit: false });
  });

  it("may wait without a limit, and sleep meanwhile", async () => {
    const { cache, events } = await openCache();
    const { work, end } = await begin(cache);
    const waitMs = Number.POSITIVE_INFINITY;
    const waiting = cache.getOrCreate(KEY, work.produce, { waitMs });
    await new Promise((resolve) => setTimeout(resolve, 50));
    end.open();
    expect(await waiting).toMatchObject({ hit: true });
    expect(countOf(events, "conflict")).toBe(0);
  });

  it("continue to wait when the call that they joined stops waiting", async () => {
    const fixture = await openCache();
    await plantClaim(fixture, {});
    const work = new Work();
    const flight = fixture.cache.getOrCreate(KEY, work.produce, { waitMs: 200 });
    const joined = fixture.cache.getOrCreate(KEY, work.produce, { waitMs: 20_000 });
    expect(await rejectionOf(flight)).toMatchObject({ code: "in_progress" });
    await fixture.store.create(`claims/${KEY}/0/0.nonce-0.released`, new Uint8Array());
    expect(await joined).toMatchObject({ hit: false });
    expect(work.started).toBe(1);
  });

  it("are hits, never held off, when the production overtakes their lookup", async () => {
    const LATE = 6;
    const gates = Array.from({ length: LATE }, () => new Gate());
    const allLooked = new Gate();
    let calls = 0;
    let looks = 0;
    const { cache, store } = await openCache({
      through: (real) =>
        changed(real, {
          get: async (key) => {
            const gate = gates[calls++];
            const found = await real.get(key);
            if (++looks === LATE) allLooked.open();
            await gate?.opened;
            return found;
          },
        }),
    });
    const work = new Work();
    const late = gates.map(async () => await cache.getOrCreate(KEY, work.produce));
    await allLooked.opened;
    await cache.getOrCreate(KEY, work.produce);
    for (const [nth, gate] of gates.entries()) {
      gate.open();
      expect(await late[nth]).toMatchObject({ hit: true });
    }
    expect(work.started).toBe(1);
    expect(await claimNames(store)).toEqual(["0/0"]);
  });
});

describe("productions in one process", () => {
  it("never exceed the limit, and the others queue", async () => {
    const { cache } = await openCache({ concurrency: 2 });
    let running = 0;
    let most = 0;
    const work = new Work(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 10));
      running--;
      return REPORT;
    });
    const keys = Array.from({ length: 8 }, (_, nth) => `key-${nth}`);
    await Promise.all(keys.map(async (key) => await cache.getOrCreate(key, work.produce)));
    expect(work.started).toBe(8);
    expect(most).toBe(2);
  });

  it("give their permit back when they fail", async () => {
    const { cache } = await openCache({ concurrency: 1 });
    const failing = new Work(async () => await Promise.reject(new Error("out of ink")));
    await rejectionOf(cache.getOrCreate("other", failing.produce));
    expect(await cache.getOrCreate(KEY, new Work().produce)).toMatchObject({ hit: false });
  });

  it("look again after they queued, and do not produce a result that is stored by then", async () => {
    const { cache, root, store } = await openCache({ concurrency: 1 });
    const { result, end } = await begin(cache, "other");
    const work = new Work();
    const queued = cache.getOrCreate(KEY, work.produce);
    const elsewhere = await openCache({ root });
    await elsewhere.cache.getOrCreate(KEY, new Work().produce);
    end.open();
    expect(await queued).toMatchObject({ hit: true });
    expect(await result).toMatchObject({ hit: false });
    expect(work.started).toBe(0);
    expect(await claimNames(store)).toEqual(["0/0"]);
  });
});
