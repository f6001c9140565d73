import { beforeEach, describe, expect, it } from "vitest";
import { encodeClaim } from "../../../lib/cache/claim.ts";
import { Cache } from "../../../lib/cache/index.ts";
import { IncompletePruning, prune, type PrunedKey } from "../../../lib/cache/upkeep/index.ts";
import type { ObjectStore } from "../../../lib/store/contract.ts";
import { rejectionOf, textOf } from "../../store/temp-folder.ts";
import { changed, livingOwner, REPORT, Work } from "../cache-fixture.ts";
import {
  ageAll,
  HOUR_MS,
  namesOf,
  OLD_MS,
  openPlace,
  plantClaim,
  plantResult,
  type Kept,
} from "./kept.ts";
import { pruneAll } from "./collected.ts";

const YOUNG_MS = 23 * HOUR_MS;
const NOTHING_DONE = { bad: [], claims: [], restored: false, busy: true };

let kept: Kept;
beforeEach(async () => {
  kept = await openPlace();
});

/** Prunes, and returns which objects are gone. What `prune` reported must be exactly those. */
async function removedBy(): Promise<string[]> {
  const before = await namesOf(kept);
  const pruned = await pruneAll(kept.place);
  const after = new Set(await namesOf(kept));
  const gone = before.filter((name) => !after.has(name));
  const refusal = pruned.flatMap(({ claims, bad }) => claims.concat(bad)).map(({ key }) => key);
  expect(refusal.toSorted()).toEqual(gone.toSorted());
  return gone;
}

async function refuse(): Promise<never> {
  return await Promise.reject(new Error("expected no writing"));
}

/** The result of a request for the key, and the number of its productions. */
async function request(key: string): Promise<{ hit: boolean; started: number }> {
  const work = new Work();
  const cache = new Cache({ ...kept.place, leaseMs: 30_000, concurrency: 1 });
  const { hit, body } = await cache.getOrCreate(key, work.produce);
  expect([...body]).toEqual([...REPORT]);
  return { hit, started: work.started };
}

describe("pruning removes", () => {
  it("the claims and releases of a key whose result is older than a day", async () => {
    await plantResult(kept, "key");
    for (const generation of [0, 1, 10]) await plantClaim(kept, "key", { generation });
    await kept.place.store.create("claims/key/0/0.nonce-0.released", new Uint8Array());
    await ageAll(kept);
    expect(await removedBy()).toHaveLength(4);
    expect(await namesOf(kept)).toEqual(["reports/key/0.pdf"]);
    expect(await request("key")).toEqual({ hit: true, started: 0 });
  });

  it("a damaged result, and copies the good one of a later slot into its place", async () => {
    await plantResult(kept, "key", { damage: "truncated" });
    await plantResult(kept, "key", { slot: 1 });
    await plantClaim(kept, "key");
    await plantClaim(kept, "key", { slot: 1 });
    expect(await pruneAll(kept.place)).toMatchObject([
      { key: "key", bad: [{ slot: 0 }], claims: [{ slot: 1 }], restored: true, busy: false },
    ]);
    expect(await request("key")).toEqual({ hit: true, started: 0 });
    const copy = await kept.place.store.get("reports/key/0.pdf");
    const original = await kept.place.store.get("reports/key/1.pdf");
    expect(copy?.metadata).toEqual(original?.metadata);
    expect(copy?.body).toEqual(original?.body);
  });

  it("all damaged results before and after a good one", async () => {
    for (const slot of [0, 1, 3]) await plantResult(kept, "key", { slot, damage: "emptied" });
    await plantResult(kept, "key", { slot: 2 });
    await pruneAll(kept.place);
    const results = (await namesOf(kept)).filter((name) => name.startsWith("reports/"));
    expect(results).toEqual(["reports/key/0.pdf", "reports/key/2.pdf"]);
    expect(await request("key")).toEqual({ hit: true, started: 0 });
  });

  it("a damaged result behind a good one, without a guard", async () => {
    await plantResult(kept, "key");
    await plantResult(kept, "key", { slot: 1, damage: "bit-flipped" });
    expect(await removedBy()).toEqual(["reports/key/1.pdf"]);
    expect(await namesOf(kept)).toEqual(["reports/key/0.pdf"]);
  });

  it.each([1, 2, 3, 4])(
    "%i damaged results without a good one: the next request produces",
    async (count) => {
      for (let slot = 0; slot < count; slot++) {
        await plantResult(kept, "key", { slot, damage: "without its metadata" });
        await plantClaim(kept, "key", { slot });
      }
      const gone = await removedBy();
      expect(gone).toHaveLength(count);
      expect(gone.every((name) => name.startsWith("reports/"))).toBe(true);
      expect(await request("key")).toEqual({ hit: false, started: 1 });
      expect(await request("key")).toEqual({ hit: true, started: 0 });
    },
  );

  it("its own claims, when another day has passed", async () => {
    await plantResult(kept, "key", { damage: "truncated" });
    await plantResult(kept, "key", { slot: 1 });
    await plantClaim(kept, "key");
    expect(await pruneAll(kept.place)).toMatchObject([{ restored: true }]);
    expect(await pruneAll(kept.place)).toEqual([]);
    await ageAll(kept);
    await removedBy();
    expect(await namesOf(kept)).toEqual(["reports/key/0.pdf", "reports/key/1.pdf"]);
  });

  it("nothing in a dry run", async () => {
    await plantResult(kept, "a");
    await plantClaim(kept, "a");
    await plantResult(kept, "b", { damage: "truncated" });
    await plantResult(kept, "b", { slot: 1 });
    const before = await namesOf(kept);
    const refusal = await pruneAll(kept.place, { dryRun: true });
    expect(refusal).toMatchObject([
      { key: "a", claims: [{ key: "claims/a/0/0" }], bad: [], restored: false },
      { key: "b", claims: [], bad: [{ key: "reports/b/0.pdf" }], restored: true },
    ]);
    expect(await namesOf(kept)).toEqual(before);
    const get: ObjectStore["get"] = async (name) => {
      const found = await kept.place.store.get(name);
      return found && { ...found, clock: refuse };
    };
    const store = changed(kept.place.store, { get, create: refuse, remove: refuse });
    expect(await pruneAll({ ...kept.place, store }, { dryRun: true })).toEqual(refusal);
    expect(await pruneAll(kept.place)).toEqual(refusal);
  });
});

describe("pruning that fails at a key", () => {
  it("continues with the other keys, and reports what was removed", async () => {
    for (const key of ["a", "b", "c"]) {
      await plantResult(kept, key);
      for (const generation of [0, 1]) await plantClaim(kept, key, { generation });
    }
    const fault = new Error("read-only");
    const store = changed(kept.place.store, {
      remove: async (name) => {
        if (name === "claims/b/0/1") throw fault;
        await kept.place.store.remove(name);
      },
    });
    const pruned: PrunedKey[] = [];
    const pruneEach = async () => {
      for await (const key of prune({ ...kept.place, store })) pruned.push(key);
    };
    const error = await rejectionOf(pruneEach());
    expect(error).toBeInstanceOf(IncompletePruning);
    expect(error).toMatchObject({ cause: fault });
    expect(pruned).toMatchObject([
      { key: "a", claims: [{}, {}] },
      { key: "b", claims: [{ key: "claims/b/0/0" }], bad: [], busy: false },
      { key: "c", claims: [{}, {}] },
    ]);
    expect((await namesOf(kept)).filter((name) => name.startsWith("claims/"))).toEqual([
      "claims/b/0/1",
    ]);
  });
});

describe("pruning leaves", () => {
  it.each([
    ["a key whose claim is younger than a day", { claim: YOUNG_MS }],
    ["a key whose result is younger than a day", { result: YOUNG_MS }],
    ["a key whose damaged result is younger than a day", { bad: YOUNG_MS }],
    ["a key with an object dated ahead of the store's clock", { claim: -HOUR_MS }],
    ["a key with an object of another name that is younger than a day", { other: YOUNG_MS }],
  ])("%s as it is", async (_, ages: Readonly<Record<string, number>>) => {
    await plantResult(kept, "key", { damage: "truncated", ageMs: ages["bad"] ?? OLD_MS });
    await plantResult(kept, "key", { slot: 1, ageMs: ages["result"] ?? OLD_MS });
    await plantClaim(kept, "key", { ageMs: ages["claim"] ?? OLD_MS });
    if (ages["other"] !== undefined) await kept.place.store.create("claims/key/9/x", REPORT);
    expect(await removedBy()).toEqual([]);
  });

  it("claims without a result, however old", async () => {
    await plantClaim(kept, "key");
    await plantClaim(kept, "key", { generation: 1 });
    expect(await removedBy()).toEqual([]);
  });

  it("the claims of a key whose only result is damaged", async () => {
    await plantResult(kept, "key", { damage: "truncated" });
    await plantClaim(kept, "key");
    expect(await removedBy()).toEqual(["reports/key/0.pdf"]);
    expect(await namesOf(kept)).toContain("claims/key/0/0");
  });

  it("good results, however old, and a good one behind another good one", async () => {
    for (const slot of [0, 1]) await plantResult(kept, "key", { slot, ageMs: 400 * OLD_MS });
    expect(await removedBy()).toEqual([]);
  });

  it("objects that no cache created", async () => {
    const { store } = kept.place;
    const names = ["probe/create-only", "reports/key/notes", "claims/key/notes", "other/key/0"];
    for (const name of names) await store.create(name, REPORT);
    await plantResult(kept, "key");
    await plantClaim(kept, "key");
    await ageAll(kept);
    expect(await removedBy()).toEqual(["claims/key/0/0"]);
    for (const name of names) expect(await store.get(name)).toBeDefined();
  });

  it("a key at which another process is producing by now", async () => {
    await plantResult(kept, "key", { damage: "truncated" });
    const claims = `claims/key/1/`;
    const store = changed(kept.place.store, {
      list: async function* (prefix) {
        yield* kept.place.store.list(prefix);
        // A request comes between the inventory and the deed.
        if (prefix === "claims/") await plantClaim(kept, "key", { slot: 1, ageMs: 0 });
      },
    });
    expect(await pruneAll({ ...kept.place, store })).toEqual([{ key: "key", ...NOTHING_DONE }]);
    expect(await namesOf(kept)).toEqual([`${claims}0`, "reports/key/0.pdf"]);
  });

  it("a key at which another process begins to produce just then", async () => {
    await plantResult(kept, "key", { damage: "truncated" });
    const { store } = kept.place;
    const body = encodeClaim("of the other", 30_000, await livingOwner());
    const raced = changed(store, {
      create: async (name, ...rest) => {
        // After the last look, and before the guard stands in the slot that a request would go to.
        if (name === "claims/key/1/0") await store.create(name, body);
        return await store.create(name, ...rest);
      },
    });
    expect(await pruneAll({ ...kept.place, store: raced })).toEqual([
      { key: "key", ...NOTHING_DONE },
    ]);
    expect(await store.get("reports/key/0.pdf")).toBeDefined();
    expect(textOf((await store.get("claims/key/1/0"))?.body)).toBe(textOf(body));
    expect(await namesOf(kept)).toContainEqual(
      expect.stringMatching(/^claims\/key\/0\/0\..*withdrawn$/),
    );
  });

  it("a good result that replaced the damaged one before the guard had its claims", async () => {
    await plantResult(kept, "key", { damage: "truncated" });
    await plantResult(kept, "key", { slot: 1 });
    const raced = changed(kept.place.store, {
      create: async (name, ...rest) => {
        // Another pruner was quicker, and is done.
        if (name === "claims/key/0/0") {
          await kept.place.store.remove("reports/key/0.pdf");
          await plantResult(kept, "key", { ageMs: 0 });
        }
        return await kept.place.store.create(name, ...rest);
      },
    });
    const removed: string[] = [];
    const remove = async (name: string) => await Promise.resolve(void removed.push(name));
    const store = changed(raced, { remove });
    expect(await pruneAll({ ...kept.place, store })).toEqual([{ key: "key", ...NOTHING_DONE }]);
    expect(removed).toEqual([]);
    expect(await request("key")).toEqual({ hit: true, started: 0 });
  });

  it("a key that was repaired or produced again since it was read", async () => {
    await plantResult(kept, "key", { damage: "truncated" });
    await plantResult(kept, "key", { slot: 1 });
    let reads = 0;
    const store = changed(kept.place.store, {
      get: async (name) => {
        const found = await kept.place.store.get(name);
        if (name === "reports/key/1.pdf" && reads++ === 0) await plantResult(kept, "key");
        return found;
      },
    });
    expect(await pruneAll({ ...kept.place, store })).toEqual([{ key: "key", ...NOTHING_DONE }]);
    expect(await request("key")).toEqual({ hit: true, started: 0 });
  });
});
