import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { bytes, rejectionOf } from "../store/temp-folder.ts";
import {
  changed,
  claimNames,
  countOf,
  KEY,
  openCache,
  REPORT,
  resultNames,
  Work,
  type Fixture,
} from "./cache-fixture.ts";
import { bitFlipped, places, tamper, type Change } from "./places.ts";
import { Results } from "../../lib/cache/results.ts";
import { LAYOUT } from "./report-layout.ts";
import { MemoryStore } from "./simulated/memory-store.ts";

const OTHER_KEY = "1".repeat(64);
const CALLS = 20;

let fixture: Fixture;
let work: Work;
beforeEach(async () => {
  fixture = await openCache();
  work = new Work();
  await fixture.cache.getOrCreate(KEY, new Work().produce);
  fixture.events.length = 0;
});

const nameOf = (slot: number) => `reports/${KEY}/${slot}.pdf`;

async function flipBit(slot = 0): Promise<void> {
  await tamper(fixture.root, nameOf(slot), { body: bitFlipped });
}

const CHANGES: readonly (readonly [string, Change])[] = [
  ["truncated", { body: (body) => body.slice(0, 4) }],
  ["emptied", { body: () => new Uint8Array() }],
  ["longer by a byte", { body: (body) => Buffer.concat([body, bytes("\n")]) }],
  ["different in one bit", { body: bitFlipped }],
  ["without metadata", { metadata: {} }],
  ["with another result's digest", { metadata: { key: KEY, sha256: "0" } }],
];

const DAMAGES = new Map([
  ...CHANGES.map(([name, change]): [string, () => Promise<void>] => [
    name,
    async () => await tamper(fixture.root, nameOf(0), change),
  ]),
  ...Object.entries(places().ownDamages).map(([name, damage]): [string, () => Promise<void>] => [
    name,
    async () => await damage(fixture.root, nameOf(0)),
  ]),
]);

describe("a stored result", () => {
  it.each([...DAMAGES])(
    `that is %s is never served: of the next ${CALLS} requests one produces it again`,
    async (_, damage) => {
      await damage();
      const damaged = await fixture.store.get(`reports/${KEY}/0.pdf`);
      const { cache, store, events } = fixture;
      const calls = Array.from(
        { length: CALLS },
        async () => await cache.getOrCreate(KEY, work.produce, { waitMs: 20_000 }),
      );
      const results = await Promise.all(calls);
      expect(
        results.every(
          ({ body, slot }) => REPORT.every((byte, at) => byte === body[at]) && slot === 1,
        ),
      ).toBe(true);
      expect(results.filter(({ hit }) => !hit)).toHaveLength(1);
      expect(work.started).toBe(1);
      expect(events).toContainEqual({ type: "bad_object", key: KEY, slot: 0 });
      expect(await store.get(`reports/${KEY}/0.pdf`)).toEqual({
        ...damaged,
        clock: expect.any(Function),
      });
      expect(await resultNames(store)).toEqual(["0.pdf", "1.pdf"]);
      expect(await claimNames(store)).toEqual(["0/0", "1/0"]);
    },
  );

  it("that was copied from another key is never served", async () => {
    const { body = REPORT, metadata = {} } = (await fixture.store.get(nameOf(0))) ?? {};
    await places().put(fixture.root, `reports/${OTHER_KEY}/0.pdf`, body, metadata);
    const result = await fixture.cache.getOrCreate(OTHER_KEY, work.produce);
    expect(result).toMatchObject({ slot: 1, hit: false });
    expect(fixture.events).toContainEqual({ type: "bad_object", key: OTHER_KEY, slot: 0 });
  });

  it("is served from its slot, past the damaged ones before it", async () => {
    await flipBit();
    for (const nth of [1, 2, 3]) {
      await fixture.cache.getOrCreate(KEY, work.produce);
      await flipBit(nth);
    }
    expect(work.started).toBe(3);
    expect(await resultNames(fixture.store)).toEqual(["0.pdf", "1.pdf", "2.pdf", "3.pdf"]);
    await flipBit(2);
    const result = await fixture.cache.getOrCreate(KEY, work.produce);
    expect(result).toMatchObject({ slot: 2, hit: true });
    expect(work.started).toBe(3);
  });

  it("that is damaged in all four slots fails with slots_exhausted, and nothing more is produced", async () => {
    await flipBit();
    for (const slot of [1, 2, 3]) {
      await fixture.cache.getOrCreate(KEY, work.produce);
      await flipBit(slot);
    }
    work.started = 0;
    const exhausted = { code: "slots_exhausted", status: 500, details: { cache_key: KEY } };
    const refusal = await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce));
    expect(refusal).toMatchObject(exhausted);
    expect(await rejectionOf(fixture.cache.get(KEY))).toMatchObject(exhausted);
    expect(work.started).toBe(0);
    expect(await resultNames(fixture.store)).toHaveLength(4);
  });

  it("that is damaged on the first read and good on the second is served", async () => {
    let reads = 0;
    const { root } = fixture;
    const { cache, events } = await openCache({
      root,
      through: (store) =>
        changed(store, {
          get: async (key) => {
            const found = await store.get(key);
            return found !== undefined && reads++ === 0
              ? { ...found, body: found.body.slice(1) }
              : found;
          },
        }),
    });
    expect(await cache.getOrCreate(KEY, work.produce)).toMatchObject({ slot: 0, hit: true });
    expect(reads).toBe(2);
    expect(countOf(events, "bad_object")).toBe(0);
  });

  it("that its operator repaired is served again", async () => {
    await flipBit();
    await fixture.cache.getOrCreate(KEY, work.produce);
    await flipBit();
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({
      slot: 0,
      hit: true,
    });
  });

  it("is verified at every hit: one that was damaged since is not served from memory", async () => {
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({
      slot: 0,
      hit: true,
    });
    await flipBit();
    expect(await fixture.cache.get(KEY)).toBeUndefined();
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({
      slot: 1,
      hit: false,
    });
  });
});

describe("a result in memory", () => {
  /** Longer than the rounding of the times of files: the state of the stored object is certain. */
  const SETTLED_MS = 30;
  let cache: Fixture["cache"];
  const read = async () => await cache.getOrCreate(KEY, work.produce);
  beforeEach(async () => {
    ({ cache } = await openCache({ root: fixture.root, memoryBytes: 1_000 }));
    await sleep(SETTLED_MS);
    await read();
  });

  it.each([...DAMAGES])("is not served when the stored one is %s", async (_, damage) => {
    await read();
    await damage();
    expect(await read()).toMatchObject({ slot: 1, hit: false });
    expect(work.started).toBe(1);
  });

  it("is not served when the stored one was removed or replaced", async () => {
    await read();
    await fixture.store.remove(nameOf(0));
    expect(await cache.get(KEY)).toBeUndefined();
    const replaced = bytes("%PDF-1.7 another");
    const sha256 = createHash("sha256").update(replaced).digest("hex");
    await fixture.store.create(nameOf(0), replaced, { key: KEY, sha256 });
    expect((await read()).body).toEqual(replaced);
  });

  it("is not kept when it is larger than the memory", async () => {
    const { cache: small } = await openCache({ root: fixture.root, memoryBytes: 4 });
    const first = await small.get(KEY);
    expect((await small.get(KEY))?.body).not.toBe(first?.body);
  });
});

describe("a damaged result", () => {
  it("is reported once, unless 1,000 others were reported since: the memory for them is bounded", async () => {
    const store = new MemoryStore(() => 0);
    const reported: string[] = [];
    const results = new Results({
      store,
      layout: LAYOUT,
      observe: ({ key }) => reported.push(key),
    });
    const keys = Array.from({ length: 1_001 }, (_, nth) => `key-${nth}`);
    for (const key of keys) {
      await store.create(`reports/${key}/0.pdf`, bytes("%PD"));
      await results.readSlot(key, 0);
      await results.readSlot(key, 0);
    }
    expect(reported).toEqual(keys);
    await results.readSlot("key-1000", 0);
    expect(reported).toEqual(keys);
    await results.readSlot("key-0", 0);
    expect(reported).toEqual([...keys, "key-0"]);
  });
});
