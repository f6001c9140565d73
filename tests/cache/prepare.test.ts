import { describe, expect, it } from "vitest";
import { rejectionOf } from "../store/temp-folder.ts";
import { claimNames, KEY, openCache, outOfInk, plantClaim, Work } from "./cache-fixture.ts";

/** Work in two steps that counts how often each was called. */
function countedWork(prepare: () => Promise<string> | string = () => "paper") {
  const calls = { prepare: 0, produce: 0 };
  const work = {
    prepare: async () => {
      calls.prepare++;
      return await prepare();
    },
    produce: async (prepared: string) => {
      calls.produce++;
      return await Promise.resolve(new TextEncoder().encode(prepared));
    },
  };
  return { calls, work };
}

describe("preparing a production", () => {
  it("happens after the lookup and before anything is claimed, and its outcome goes to the production", async () => {
    const { cache, store } = await openCache();
    const claimed: string[][] = [];
    const { body, hit } = await cache.getOrCreate(KEY, {
      prepare: async () => {
        claimed.push(await claimNames(store));
        return "paper";
      },
      produce: async (prepared) => {
        claimed.push(await claimNames(store));
        return new TextEncoder().encode(prepared);
      },
    });
    expect([new TextDecoder().decode(body), hit]).toEqual(["paper", false]);
    expect(claimed).toEqual([[], ["0/0"]]);
  });

  it("is not needed for a hit", async () => {
    const { cache } = await openCache();
    await cache.getOrCreate(KEY, new Work().produce);
    const { calls, work } = countedWork();
    expect(await cache.getOrCreate(KEY, work)).toMatchObject({ hit: true });
    expect(calls).toEqual({ prepare: 0, produce: 0 });
  });

  it("ends the call when it fails: nothing is claimed or produced, and the next call starts again", async () => {
    const { cache, store } = await openCache();
    const { calls, work } = countedWork(outOfInk);
    const failing = [
      cache.getOrCreate(KEY, work),
      cache.getOrCreate(KEY, work, { waitMs: 10_000 }),
    ];
    const outOf = new Error("out of ink");
    expect(await Promise.all(failing.map(rejectionOf))).toEqual([outOf, outOf]);
    expect([calls.produce, await claimNames(store)]).toEqual([0, []]);
    expect(await cache.getOrCreate(KEY, new Work().produce)).toMatchObject({ hit: false });
  });

  it("happens once for a call that waits, however often it polls", async () => {
    const fixture = await openCache();
    await plantClaim(fixture, { leaseMs: 600_000 });
    const { calls, work } = countedWork();
    const waiting = fixture.cache.getOrCreate(KEY, work, { waitMs: 500 });
    expect(await rejectionOf(waiting)).toMatchObject({ code: "in_progress" });
    expect(calls).toEqual({ prepare: 1, produce: 0 });
  });

  it("is done by one of 20 concurrent calls that wait, and one production uses it", async () => {
    const { cache } = await openCache();
    const { calls, work } = countedWork();
    const results = await Promise.all(
      Array.from(
        { length: 20 },
        async () => await cache.getOrCreate(KEY, work, { waitMs: 20_000 }),
      ),
    );
    expect(results.filter(({ hit }) => !hit)).toHaveLength(1);
    expect(calls).toEqual({ prepare: 1, produce: 1 });
  });
});
