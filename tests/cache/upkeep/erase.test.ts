import { beforeEach, describe, expect, it } from "vitest";
import { Cache } from "../../../lib/cache/index.ts";
import { erase } from "../../../lib/cache/upkeep/index.ts";
import { bytes } from "../../store/temp-folder.ts";
import { changed, Work } from "../cache-fixture.ts";
import { HOUR_MS, namesOf, openPlace, plantClaim, plantResult, type Kept } from "./kept.ts";

let kept: Kept;
beforeEach(async () => {
  kept = await openPlace();
});

async function withdrawalsOf(): Promise<string[]> {
  return (await namesOf(kept)).filter((name) => name.endsWith(".withdrawn"));
}

describe("erasing a key", () => {
  it("removes the key's results in all slots and its claims, and nothing of other keys", async () => {
    for (const key of ["key", "key2"]) {
      await plantResult(kept, key, { damage: "truncated" });
      await plantResult(kept, key, { slot: 1 });
      await plantClaim(kept, key, { slot: 1 });
    }
    const erasure = await erase(kept.place, "key");
    expect(erasure?.results.map(({ key }) => key)).toEqual([
      "reports/key/0.pdf",
      "reports/key/1.pdf",
    ]);
    expect(erasure?.claims.map(({ key }) => key)).toEqual(["claims/key/1/0"]);
    expect(erasure?.keptClaims).toEqual([]);
    expect(await namesOf(kept)).toEqual([
      "claims/key2/1/0",
      "reports/key2/0.pdf",
      "reports/key2/1.pdf",
    ]);
  });

  it.each([
    ["claim", { result: 48 * HOUR_MS, claim: 23 * HOUR_MS }],
    ["result", { result: 23 * HOUR_MS, claim: 48 * HOUR_MS }],
  ])("leaves its claims when its %s is younger than a day", async (_, ages) => {
    await plantResult(kept, "key", { ageMs: ages.result });
    await plantClaim(kept, "key", { ageMs: ages.claim });
    const erasure = await erase(kept.place, "key");
    expect(erasure).toMatchObject({
      results: [{ slot: 0 }],
      claims: [],
      keptClaims: [{ slot: 0 }],
    });
    expect(await namesOf(kept)).toEqual(["claims/key/0/0", "claims/key/0/0.nonce-0.withdrawn"]);
  });

  it("withdraws the newest claim of each slot that held a result, and of no other", async () => {
    await plantResult(kept, "key", { ageMs: 0, damage: "truncated" });
    await plantResult(kept, "key", { slot: 1, ageMs: 0 });
    for (const generation of [0, 9, 10]) await plantClaim(kept, "key", { generation });
    await plantClaim(kept, "key", { slot: 1 });
    await plantClaim(kept, "key", { slot: 2, ageMs: 0 });
    const withdrawals = ["claims/key/0/10.nonce-10.withdrawn", "claims/key/1/0.nonce-0.withdrawn"];
    await erase(kept.place, "key");
    expect(await withdrawalsOf()).toEqual(withdrawals);
    await plantResult(kept, "key", { ageMs: 0 });
    await erase(kept.place, "key");
    expect(await withdrawalsOf()).toEqual(withdrawals);
  });

  it.each([
    ["that cannot be read", "{"],
    ["whose nonce was never one", '{"nonce": "../.."}'],
  ])("leaves a claim %s to run out", async (_, text) => {
    await plantResult(kept, "key", { ageMs: 0 });
    await kept.place.store.create("claims/key/0/0", bytes(text));
    await erase(kept.place, "key");
    expect(await namesOf(kept)).toEqual(["claims/key/0/0"]);
  });

  it.each([
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 60_000],
    [5, 120_000],
  ])(
    "reports that after %i generations the next is held off for %i ms: the erased one does not count",
    async (count, ms) => {
      await plantResult(kept, "key", { ageMs: 0 });
      for (let generation = 0; generation < count; generation++) {
        await plantClaim(kept, "key", { generation, ageMs: 0 });
      }
      const { heldOffMs = -1 } = (await erase(kept.place, "key")) ?? {};
      expect(Math.abs(heldOffMs - ms)).toBeLessThan(ms === 0 ? 1 : 10_000);
    },
  );

  it("lets the next request produce it again, once", async () => {
    const work = new Work();
    const cache = new Cache({ ...kept.place, leaseMs: 30_000, concurrency: 1 });
    await cache.getOrCreate("key", work.produce);
    await erase(kept.place, "key");
    expect(await cache.getOrCreate("key", work.produce)).toMatchObject({ hit: false, slot: 0 });
    expect(await cache.getOrCreate("key", work.produce)).toMatchObject({ hit: true });
    expect(work.started).toBe(2);
  });

  it("removes nothing when no result is stored, with claims or without", async () => {
    await plantClaim(kept, "claimed");
    expect(await erase(kept.place, "claimed")).toMatchObject({ results: [], keptClaims: [{}] });
    expect(await erase(kept.place, "unknown")).toBeUndefined();
    expect(await namesOf(kept)).toEqual(["claims/claimed/0/0"]);
  });

  it("removes claims before results: a request in between is still served", async () => {
    await plantResult(kept, "key");
    await plantClaim(kept, "key");
    const removed: string[] = [];
    const store = changed(kept.place.store, {
      remove: async (name) => {
        removed.push(name);
        await kept.place.store.remove(name);
      },
    });
    await erase({ ...kept.place, store }, "key");
    expect(removed).toEqual(["claims/key/0/0", "reports/key/0.pdf"]);
  });
});
