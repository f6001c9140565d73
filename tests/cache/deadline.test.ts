import { beforeEach, describe, expect, it } from "vitest";
import { decodeClaim } from "../../lib/cache/claim.ts";
import { bytes, rejectionOf } from "../store/temp-folder.ts";
import {
  changed,
  claimNames,
  heldWork,
  KEY,
  LEASE_MS,
  openCache,
  plantClaim,
  Work,
} from "./cache-fixture.ts";

const inMs = (ms: number) => ({ deadline: performance.now() + ms });

let work: Work;
beforeEach(() => {
  work = new Work();
});

describe("a request with a deadline", () => {
  it("that is less than ten seconds away claims nothing", async () => {
    const { cache, store } = await openCache();
    for (const ms of [9_900, 0, -1_000]) {
      const refusal = await rejectionOf(cache.getOrCreate(KEY, work.produce, inMs(ms)));
      expect(refusal).toMatchObject({ code: "no_capacity", status: 503, retryAfterSeconds: 2 });
    }
    expect(work.started).toBe(0);
    expect(await claimNames(store)).toEqual([]);
  });

  it("gets a stored result, however little time is left", async () => {
    const { cache } = await openCache();
    await cache.getOrCreate(KEY, work.produce);
    expect(await cache.getOrCreate(KEY, work.produce, inMs(5))).toMatchObject({ hit: true });
  });

  it("claims for the time that is left and two seconds more", async () => {
    const { cache, store } = await openCache();
    await cache.getOrCreate(KEY, work.produce, inMs(60_000));
    const claim = decodeClaim((await store.get(`claims/${KEY}/0/0`))?.body ?? bytes(""));
    expect(claim.leaseMs).toBeLessThanOrEqual(62_000);
    expect(claim.leaseMs).toBeGreaterThan(52_000);
  });

  it("that is infinite claims for the lease of the options", async () => {
    const { cache, store } = await openCache();
    await cache.getOrCreate(KEY, work.produce);
    const claim = decodeClaim((await store.get(`claims/${KEY}/0/0`))?.body ?? bytes(""));
    expect(claim.leaseMs).toBe(LEASE_MS);
  });

  it("waits until ten seconds before it, and then fails with in_progress", async () => {
    const fixture = await openCache({
      // So slow that the last look begins before the wait is over and ends after it.
      through: (store) =>
        changed(store, {
          get: async (key) => {
            await new Promise((resolve) => setTimeout(resolve, 30));
            return await store.get(key);
          },
        }),
    });
    await plantClaim(fixture, {});
    const { deadline } = inMs(11_000);
    const call = fixture.cache.getOrCreate(KEY, work.produce, { deadline, waitMs: 60_000 });
    expect(await rejectionOf(call)).toMatchObject({ code: "in_progress" });
    expect(deadline - performance.now()).toBeGreaterThan(5_000);
    expect(work.started).toBe(0);
  });

  it("queues for a permit until ten seconds before it, and claims nothing", async () => {
    const { cache, store } = await openCache({ concurrency: 1 });
    const { produce, begun, gate } = heldWork();
    const slow = cache.getOrCreate("other", produce);
    await begun;
    const { deadline } = inMs(10_050);
    const refusal = await rejectionOf(cache.getOrCreate(KEY, work.produce, { deadline }));
    expect(refusal).toMatchObject({ code: "no_capacity" });
    expect(deadline - performance.now()).toBeGreaterThan(5_000);
    expect(await claimNames(store)).toEqual([]);
    gate.open();
    expect(await slow).toMatchObject({ hit: false });
  });
});
