import { beforeEach, describe, expect, it } from "vitest";
import { Cache } from "../../../lib/cache/cache.ts";
import { erase } from "../../../lib/cache/upkeep/erase.ts";
import { changed, Work } from "../cache-fixture.ts";
import { HOUR_MS, namesOf, openPlace, plantClaim, plantResult, type Kept } from "./kept.ts";

let kept: Kept;
beforeEach(async () => {
  kept = await openPlace();
});

describe("erasing a key", () => {
  it("removes its results in all slots and its claims, and nothing of other keys", async () => {
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
    expect(await namesOf(kept)).toEqual(["claims/key/0/0"]);
  });

  it("lets the next request produce it again, once", async () => {
    const work = new Work();
    const cache = new Cache({ ...kept.place, leaseMs: 30_000, concurrency: 1 });
    await cache.getOrCreate("key", work.produce);
    await erase(kept.place, "key");
    expect(await cache.getOrCreate("key", work.produce)).toMatchObject({ hit: false, slot: 0 });
    expect(await cache.getOrCreate("key", work.produce)).toMatchObject({ hit: true });
    expect(work.started).toBe(2);
  });

  it("removes nothing where no result is stored, be there claims or not", async () => {
    await plantClaim(kept, "claimed");
    expect(await erase(kept.place, "claimed")).toBeUndefined();
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
