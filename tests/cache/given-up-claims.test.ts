import { beforeEach, describe, expect, it } from "vitest";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import {
  changed,
  deadOwner,
  KEY,
  openCache,
  plantClaim,
  Work,
  type Fixture,
} from "./cache-fixture.ts";
import { listAll } from "../../lib/store/list-all.ts";

const OFFLINE = new Error("offline");

/** A store that answers no read once the claim of that name was asked for, and answers it by a retry. */
function deafAfter(claim: string) {
  return (store: ObjectStore) => {
    let isDeaf = false;
    const unlessDeaf = async <T>(read: () => Promise<T>) => {
      if (isDeaf) throw OFFLINE;
      return await read();
    };
    return changed(store, {
      get: async (key) => await unlessDeaf(async () => await store.get(key)),
      list: async function* (prefix) {
        yield* await unlessDeaf(async () => await listAll(store, prefix));
      },
      create: async (key, ...rest) => {
        const answer = await store.create(key, ...rest);
        if (!key.endsWith(claim)) return answer;
        isDeaf = true;
        return await store.create(key, ...rest);
      },
    });
  };
}

/** A store that cannot read results once the claim of that name was made. */
function blindAfter(claim: string) {
  return (store: ObjectStore) => {
    let isBlind = false;
    return changed(store, {
      get: async (key) => {
        if (isBlind && key.startsWith("reports/")) throw OFFLINE;
        return await store.get(key);
      },
      create: async (key, ...rest) => {
        isBlind ||= key.endsWith(claim);
        return await store.create(key, ...rest);
      },
    });
  };
}

/** A store that reads the result of slot 0 wrongly while `isGarbled` says so. */
function garbling(isGarbled: () => boolean) {
  return (store: ObjectStore) =>
    changed(store, {
      get: async (key) => {
        const found = await store.get(key);
        if (found === undefined || !key.endsWith("/0.pdf") || !isGarbled()) return found;
        return { ...found, body: found.body.slice(1) };
      },
    });
}

let work: Work;
beforeEach(() => {
  work = new Work();
});

/** What becomes of a call that fails before it produces, and of one in another process after it. */
async function answersOf({ cache, root }: Fixture): Promise<unknown[]> {
  const refused = await rejectionOf(cache.getOrCreate(KEY, work.produce));
  const productions = work.started;
  const other = await openCache({ root });
  const { hit } = await other.cache.getOrCreate(KEY, work.produce);
  return [refused, productions, hit, ...other.events.filter(({ type }) => type === "take_over")];
}

const GIVEN_UP = [OFFLINE, 0, false, expect.objectContaining({ reason: "withdrawn" })];

describe("a claim is withdrawn, not left without a production, when", () => {
  it("its answer was lost and the claims cannot be listed: it may be ours", async () => {
    const fixture = await openCache({ through: deafAfter("/0/0") });
    expect(await answersOf(fixture)).toEqual(GIVEN_UP);
  });

  it("the answer to a take-over was lost and the claim cannot be read: it may be ours", async () => {
    const fixture = await openCache({ through: deafAfter("/0/1") });
    await plantClaim(fixture, { owner: await deadOwner() });
    expect(await answersOf(fixture)).toEqual(GIVEN_UP);
  });

  it("the lookup after a take-over fails", async () => {
    const fixture = await openCache({ through: blindAfter("/0/1") });
    await plantClaim(fixture, { owner: await deadOwner() });
    expect(await answersOf(fixture)).toEqual(GIVEN_UP);
  });

  it("its slot is not needed, because the one before it can be read again", async () => {
    const { root, store, cache: producer } = await openCache();
    await producer.getOrCreate(KEY, work.produce);
    let isGarbled = true;
    const through = garbling(() => isGarbled);
    const fixture = await openCache({
      root,
      through: (real) =>
        changed(through(real), {
          create: async (key, ...rest) => {
            if (key.endsWith("/1/1")) isGarbled = false;
            return await real.create(key, ...rest);
          },
        }),
    });
    await plantClaim({ ...fixture, store }, { slot: 1, owner: await deadOwner() });
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({
      slot: 0,
      hit: true,
    });

    isGarbled = true;
    const other = await openCache({ root, through });
    expect(await other.cache.getOrCreate(KEY, work.produce)).toMatchObject({ slot: 1, hit: false });
    const takeOver = expect.objectContaining({ type: "take_over", reason: "withdrawn" });
    expect(other.events).toContainEqual(takeOver);
  });
});
