import { describe, expect, it } from "vitest";
import { end, identityOfProcess, idleProcess } from "../store/child-processes.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import {
  changed,
  Gate,
  heldWork,
  KEY,
  openCache,
  outOfInk,
  plantClaim,
  Work,
} from "./cache-fixture.ts";

const PATIENT = { waitMs: 20_000 };
const WAITERS = 50;

/** A cache that opens the gate as soon as one of its requests has read another process's claim. */
async function openNoticing(root: string, noticed: Gate) {
  return await openCache({
    root,
    through: (store) =>
      changed(store, {
        get: async (key) => {
          if (key.startsWith("claims/")) noticed.open();
          return await store.get(key);
        },
      }),
  });
}

describe("waiting for another process's production", () => {
  it("returns its result as a hit", async () => {
    const owner = await openCache();
    const { produce, begun, gate } = heldWork();
    const produced = owner.cache.getOrCreate(KEY, produce);
    await begun;
    const waiter = await openNoticing(owner.root, gate);
    const work = new Work();
    const waited = await waiter.cache.getOrCreate(KEY, work.produce, PATIENT);
    expect(waited).toMatchObject({ hit: true, nonce: (await produced).nonce });
    expect(work.started).toBe(0);
  });

  it("turns into producing as soon as the owner dies, without waiting out its lease", async () => {
    const fixture = await openCache();
    const child = await idleProcess();
    const owner = { instance: "another", ...identityOfProcess(child.pid) };
    await plantClaim(fixture, { owner, leaseMs: 1e12 });
    const noticed = new Gate();
    const waiter = await openNoticing(fixture.root, noticed);
    const work = new Work();
    const waited = waiter.cache.getOrCreate(KEY, work.produce, PATIENT);
    await noticed.opened;
    expect(work.started).toBe(0);
    await end(child);
    expect(await waited).toMatchObject({ hit: false });
    const takeOver = { type: "take_over", key: KEY, generation: 1, reason: "dead" };
    expect(waiter.events).toContainEqual(takeOver);
  });

  it("turns into producing as soon as the owner's production fails", async () => {
    const owner = await openCache();
    const { produce, begun, gate } = heldWork(outOfInk);
    const failed = rejectionOf(owner.cache.getOrCreate(KEY, produce));
    await begun;
    const waiter = await openNoticing(owner.root, gate);
    const waited = await waiter.cache.getOrCreate(KEY, new Work().produce, PATIENT);
    expect(waited).toMatchObject({ hit: false });
    expect(await failed).toMatchObject({ message: "out of ink" });
  });

  it("fails with in_progress when it has lasted as long as asked", async () => {
    const fixture = await openCache();
    await plantClaim(fixture, {});
    const start = performance.now();
    const refusal = await rejectionOf(
      fixture.cache.getOrCreate(KEY, new Work().produce, { waitMs: 150 }),
    );
    expect(refusal).toMatchObject({ code: "in_progress", retryAfterSeconds: 1 });
    expect(fixture.events).toEqual([{ type: "conflict", key: KEY }]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(145);
  });

  it(`costs one poller per key and process, though ${WAITERS} calls wait`, async () => {
    const looks = { result: 0, claim: 0 };
    const fixture = await openCache({
      through: (store) =>
        changed(store, {
          get: async (key) => {
            looks[key.startsWith("reports/") ? "result" : "claim"]++;
            return await store.get(key);
          },
        }),
    });
    await plantClaim(fixture, {});
    const work = new Work();
    const waitMs = 4_000;
    const calls = Array.from(
      { length: WAITERS },
      async () => await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce, { waitMs })),
    );
    const refusal = await Promise.all(calls);
    expect(refusal).toMatchObject(Array.from({ length: WAITERS }, () => ({ code: "in_progress" })));
    // Each looks once when it comes; from then on one poller, every 50 ms at most.
    expect(looks.result).toBeLessThan(WAITERS + 2 * (waitMs / 50));
    expect(looks.claim).toBeLessThan(2 * (waitMs / 50));
    expect(looks.claim).toBeGreaterThan(1);
    expect(work.started).toBe(0);
  });
});
