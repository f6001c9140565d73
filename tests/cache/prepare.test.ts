import { describe, expect, it } from "vitest";
import { rejectionOf } from "../store/temp-folder.ts";
import { claimNames, KEY, openCache, plantClaim, Work } from "./cache-fixture.ts";

async function prepare(): Promise<never> {
  return await Promise.reject(new Error("edited"));
}

describe("preparing a production", () => {
  it("happens once, after the look and before anything is claimed", async () => {
    const { cache, store } = await openCache();
    const claimed: string[][] = [];
    const looking = async () => void claimed.push(await claimNames(store));
    const work = new Work(async () => {
      claimed.push(await claimNames(store));
      return await Promise.resolve(new Uint8Array([1]));
    });
    expect(await cache.getOrCreate(KEY, work.produce, { prepare: looking })).toMatchObject({
      hit: false,
    });
    expect(claimed).toEqual([[], ["0/0"]]);
  });

  it("is not needed for a hit", async () => {
    const { cache } = await openCache();
    await cache.getOrCreate(KEY, new Work().produce);
    let prepared = 0;
    const counting = async () => await Promise.resolve(void prepared++);
    const { hit } = await cache.getOrCreate(KEY, new Work().produce, { prepare: counting });
    expect([hit, prepared]).toEqual([true, 0]);
  });

  it("ends the call when it fails: nothing was claimed, and the next call begins anew", async () => {
    const { cache, store } = await openCache();
    const work = new Work();
    const calls = [
      cache.getOrCreate(KEY, work.produce, { prepare }),
      cache.getOrCreate(KEY, work.produce, { prepare, waitMs: 10_000 }),
    ];
    const edited = new Error("edited");
    expect(await Promise.all(calls.map(rejectionOf))).toEqual([edited, edited]);
    expect([work.started, await claimNames(store)]).toEqual([0, []]);
    expect(await cache.getOrCreate(KEY, work.produce)).toMatchObject({ hit: false });
  });

  it("is done once by a call that waits, however often it looks", async () => {
    const fixture = await openCache();
    await plantClaim(fixture, { leaseMs: 600_000 });
    let prepared = 0;
    const counting = async () => await Promise.resolve(void prepared++);
    const waiting = fixture.cache.getOrCreate(KEY, new Work().produce, {
      prepare: counting,
      waitMs: 500,
    });
    expect(await rejectionOf(waiting)).toMatchObject({ code: "in_progress" });
    expect(prepared).toBe(1);
  });
});
