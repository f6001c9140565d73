import { beforeEach, describe, expect, it } from "vitest";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { bytes, rejectionOf, textOf } from "../store/temp-folder.ts";
import {
  changed,
  claimNames,
  countOf,
  deadOwner,
  KEY,
  openCache,
  plantClaim,
  REPORT,
  resultNames,
  sha256,
  Work,
  type Fixture,
} from "./cache-fixture.ts";

const RESULT = `reports/${KEY}/0.pdf`;
const OFFLINE = new Error("offline");

type Create = ObjectStore["create"];

/** A store whose `create` goes through `instead` for the keys with this suffix. */
function creating(
  ending: string,
  instead: (create: Create, ...args: Parameters<Create>) => ReturnType<Create>,
) {
  return (store: ObjectStore) =>
    changed(store, {
      create: async (...args) =>
        args[0].endsWith(ending)
          ? await instead(store.create.bind(store), ...args)
          : await store.create(...args),
    });
}

/** The object is created, but the answer is lost: to the caller it failed. */
const committedThenLost = async (create: Create, ...args: Parameters<Create>) => {
  await create(...args);
  throw OFFLINE;
};

/** The object is created, the answer is lost, and the request is sent again below us. */
const committedThenRefused = async (create: Create, ...args: Parameters<Create>) => {
  await create(...args);
  return await create(...args);
};

/** Stores `body` under `KEY` right before the cache can. */
const overtakenBy = (body: Uint8Array, metadata: Record<string, string>) =>
  creating("/0.pdf", async (create, key, ...rest) => {
    await create(key, body, metadata);
    return await create(key, ...rest);
  });

let work: Work;
beforeEach(() => {
  work = new Work();
});

/** Expects that another process can produce the result immediately. */
async function expectFree({ root }: Fixture, reason: string): Promise<void> {
  const other = await openCache({ root });
  expect(await other.cache.getOrCreate(KEY, work.produce)).toMatchObject({ hit: false });
  expect(other.events).toContainEqual(expect.objectContaining({ type: "take_over", reason }));
}

describe("a claim whose answer was lost", () => {
  it("is recognised as our own by its nonce when the request was sent again", async () => {
    const fixture = await openCache({ through: creating("/0/0", committedThenRefused) });
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({ hit: false });
    expect(await claimNames(fixture.store)).toEqual(["0/0"]);
  });

  it("is recognised as our own by its nonce in a later generation too", async () => {
    const fixture = await openCache({ through: creating("/0/1", committedThenRefused) });
    await plantClaim(fixture, { owner: await deadOwner() });
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({ hit: false });
    expect(await claimNames(fixture.store)).toEqual(["0/0", "0/1"]);
    expect(countOf(fixture.events, "take_over")).toBe(1);
  });

  it.each(["/0/0", "/0/1"])(
    "is withdrawn when creating %s failed for us, and blocks no other process",
    async (name) => {
      const fixture = await openCache({ through: creating(name, committedThenLost) });
      if (name === "/0/1") await plantClaim(fixture, { owner: await deadOwner() });
      expect(await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce))).toBe(OFFLINE);
      expect(work.started).toBe(0);
      await expectFree(fixture, "withdrawn");
    },
  );

  it("that was never created is withdrawn too, and blocks no other process", async () => {
    const fixture = await openCache({
      through: creating("/0/0", async () => await Promise.reject(OFFLINE)),
    });
    expect(await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce))).toBe(OFFLINE);
    const other = await openCache({ root: fixture.root });
    expect(await other.cache.getOrCreate(KEY, work.produce)).toMatchObject({ hit: false });
    expect(countOf(other.events, "take_over")).toBe(0);
  });
});

describe("a result whose answer was lost", () => {
  it.each([
    ["failed for us", committedThenLost],
    ["was sent again and refused", committedThenRefused],
  ])("is recognised as our own by its nonce when it %s", async (_, lost) => {
    const { cache, store, events } = await openCache({ through: creating("/0.pdf", lost) });
    const result = await cache.getOrCreate(KEY, work.produce);
    expect(result).toMatchObject({ sha256: sha256(REPORT), hit: false });
    expect(textOf(result.body)).toBe(textOf(REPORT));
    expect(work.started).toBe(1);
    expect(await claimNames(store)).toEqual(["0/0"]);
    expect(events.map(({ type }) => type)).toEqual(["produced", "stored"]);
  });

  it("is not served when it was not stored: the call fails and withdraws its claim", async () => {
    const fixture = await openCache({
      through: creating("/0.pdf", async () => await Promise.reject(OFFLINE)),
    });
    expect(await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce))).toBe(OFFLINE);
    expect(await resultNames(fixture.store)).toEqual([]);
    await expectFree(fixture, "withdrawn");
  });

  it("is not served when the slot cannot be read: the call fails with the first error", async () => {
    let isLost = false;
    const fixture = await openCache({
      through: (store) =>
        changed(store, {
          create: async (key, ...rest) => {
            isLost ||= key.endsWith("/0.pdf");
            if (key.endsWith("/0.pdf")) throw OFFLINE;
            return await store.create(key, ...rest);
          },
          get: async (key) => {
            if (isLost) throw new Error("still offline");
            return await store.get(key);
          },
        }),
    });
    expect(await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce))).toBe(OFFLINE);
    await expectFree(fixture, "withdrawn");
  });
});

describe("a result that another process stored first", () => {
  it("is served as a hit when it is the same", async () => {
    const digest = { key: KEY, sha256: sha256(REPORT), nonce: "theirs" };
    const { cache, events } = await openCache({ through: overtakenBy(REPORT, digest) });
    const result = await cache.getOrCreate(KEY, work.produce);
    expect(result).toMatchObject({ nonce: "theirs", hit: true });
    expect(events.map(({ type }) => type)).toEqual(["produced", "hit"]);
  });

  it("is served when it differs, and the determinism fault is reported", async () => {
    const body = bytes("%PDF-1.7 another report");
    const digest = { key: KEY, sha256: sha256(body), nonce: "theirs" };
    const { cache, events } = await openCache({ through: overtakenBy(body, digest) });
    const result = await cache.getOrCreate(KEY, work.produce);
    expect(textOf(result.body)).toBe("%PDF-1.7 another report");
    expect(result).toMatchObject({ sha256: sha256(body), hit: true });
    expect(events).toContainEqual({
      type: "determinism_fault",
      key: KEY,
      slot: 0,
      stored: sha256(body),
      produced: sha256(REPORT),
    });
  });

  it("is passed over when it is damaged, and produced again in the next slot", async () => {
    const { cache, store } = await openCache({ through: overtakenBy(bytes("%PD"), {}) });
    expect(await cache.getOrCreate(KEY, work.produce)).toMatchObject({ slot: 1, hit: false });
    expect(work.started).toBe(2);
    expect(await resultNames(store)).toEqual(["0.pdf", "1.pdf"]);
    expect(textOf((await store.get(RESULT))?.body)).toBe("%PD");
  });

  it("is produced again when it has disappeared", async () => {
    let refusals = 0;
    const { cache, store } = await openCache({
      through: creating("/0.pdf", async (create, ...args) =>
        refusals++ === 0 ? "exists" : await create(...args),
      ),
    });
    expect(await cache.getOrCreate(KEY, work.produce)).toMatchObject({ slot: 0, hit: false });
    expect(work.started).toBe(2);
    expect(await resultNames(store)).toEqual(["0.pdf"]);
  });

  it("is not looked for endlessly when the store contradicts itself", async () => {
    const { cache } = await openCache({
      through: creating("/0/0", async () => await Promise.resolve("exists")),
    });
    const refusal = await rejectionOf(cache.getOrCreate(KEY, work.produce));
    expect(refusal).toMatchObject({ code: "store_unavailable", status: 503, retryAfterSeconds: 5 });
    expect(work.started).toBe(0);
  });
});
