import { beforeEach, describe, expect, it } from "vitest";
import { changed, REPORT } from "../cache-fixture.ts";
import { places } from "../places.ts";
import { bytes } from "../../store/temp-folder.ts";
import { HOUR_MS, keyOf, openPlace, plantClaim, plantResult, type Kept } from "./kept.ts";
import { inventoriesOf } from "./collected.ts";
import { inventoryOf } from "../../../lib/cache/upkeep/inventory.ts";

let kept: Kept;
beforeEach(async () => {
  kept = await openPlace();
});

describe("the inventory", () => {
  it("is empty when nothing was ever stored", async () => {
    expect(await inventoriesOf(kept.place)).toEqual([]);
  });

  it("has each key's results, claims and newest change, sorted by key", async () => {
    await plantResult(kept, "b", { slot: 1, ageMs: 3 * HOUR_MS });
    await plantResult(kept, "b", { slot: 0, ageMs: 5 * HOUR_MS });
    await plantClaim(kept, "b", { slot: 1, ageMs: HOUR_MS });
    await plantClaim(kept, "a", { generation: 10 });
    await kept.place.store.create("claims/a/0/10.nonce.released", new Uint8Array());
    const [a, b, ...others] = await inventoriesOf(kept.place);
    expect(others).toEqual([]);
    expect([a?.key, b?.key]).toEqual(["a", "b"]);
    expect(a?.results).toEqual([]);
    expect(a?.claims.map(({ slot, key }) => [slot, key])).toEqual([
      [0, "claims/a/0/10"],
      [0, "claims/a/0/10.nonce.released"],
    ]);
    expect(b?.results).toMatchObject([
      { slot: 0, key: "reports/b/0.pdf", size: REPORT.length },
      { slot: 1, key: "reports/b/1.pdf", size: REPORT.length },
    ]);
    expect(Math.abs((b?.newestAt ?? 0) - (Date.now() - HOUR_MS))).toBeLessThan(60_000);
  });

  it("of one key has nothing of other keys, not even of one that begins like it", async () => {
    for (const key of ["a", "ab", "b"]) await plantResult(kept, key);
    expect(await inventoryOf(kept.place, "a")).toMatchObject({ key: "a", results: [{}] });
    expect(await inventoryOf(kept.place, "c")).toBeUndefined();
  });

  it("leaves out names that no cache creates, but not their time", async () => {
    const { root, place } = kept;
    await plantResult(kept, "a");
    await plantResult(kept, "b");
    await places().litter(root, "reports/notes.txt");
    for (const name of ["reports/a/4.pdf", "reports/c/x.pdf", "claims/a/0/x", "claims/d"]) {
      await place.store.create(name, bytes("{}"));
    }
    const [a, b, ...others] = await inventoriesOf(place);
    expect(others).toEqual([]);
    expect(a?.results).toHaveLength(1);
    expect(a?.claims).toEqual([]);
    expect((a?.newestAt ?? 0) - (b?.newestAt ?? 0)).toBeGreaterThan(24 * HOUR_MS);
  });

  it("leaves out names that isKey refuses", async () => {
    for (const key of [keyOf("one"), `${keyOf("one")}.bak`]) {
      await plantResult(kept, key);
      await plantClaim(kept, key);
    }
    const keys = await inventoriesOf({ ...kept.place, isKey: (name) => !name.includes(".") });
    expect(keys.map(({ key }) => key)).toEqual([keyOf("one")]);
  });

  it("takes two lists of the store, and reads no object", async () => {
    await plantResult(kept, keyOf("one"));
    const asked: string[] = [];
    const store = changed(kept.place.store, {
      list: (prefix) => {
        asked.push(prefix);
        return kept.place.store.list(prefix);
      },
      get: async () => await Promise.reject(new Error("expected no reading")),
    });
    expect(await inventoriesOf({ ...kept.place, store })).toHaveLength(1);
    expect(asked).toEqual(["reports/", "claims/"]);
  });
});
