import { copyFile, cp, mkdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { rejectionOf } from "../store/temp-folder.ts";
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

function bodyPath(slot = 0): string {
  return join(fixture.root, `reports/${KEY}/${slot}.pdf/body.pdf`);
}

async function flipBit(path: string): Promise<void> {
  const body = await readFile(path);
  body.writeUInt8(body.readUInt8(7) ^ 1, 7);
  await writeFile(path, body);
}

const metadataPath = () => join(fixture.root, `reports/${KEY}/0.pdf/metadata.json`);

const DAMAGES: readonly (readonly [string, () => Promise<void>])[] = [
  ["truncated", async () => await truncate(bodyPath(), 4)],
  ["emptied", async () => await truncate(bodyPath(), 0)],
  ["longer by a byte", async () => await writeFile(bodyPath(), "\n", { flag: "a" })],
  ["different in one bit", async () => await flipBit(bodyPath())],
  ["without a body", async () => await rm(bodyPath())],
  ["without metadata", async () => await rm(metadataPath())],
  ["with garbage for metadata", async () => await writeFile(metadataPath(), "{")],
  [
    "with another result's digest",
    async () => await writeFile(metadataPath(), JSON.stringify({ key: KEY, sha256: "0" })),
  ],
];

describe("a stored result that is", () => {
  it.each(DAMAGES)(
    `%s is never served: the next request of ${CALLS} renders it again, once`,
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

  it("a good one, but copied from another key, is never served either", async () => {
    await mkdir(join(fixture.root, "reports", OTHER_KEY));
    const copy = join(fixture.root, "reports", OTHER_KEY, "0.pdf");
    await cp(join(fixture.root, "reports", KEY, "0.pdf"), copy, { recursive: true });
    const result = await fixture.cache.getOrCreate(OTHER_KEY, work.produce);
    expect(result).toMatchObject({ slot: 1, hit: false });
    expect(fixture.events).toContainEqual({ type: "bad_object", key: OTHER_KEY, slot: 0 });
  });

  it("served from its slot ever after, once the damaged ones before it were passed", async () => {
    await flipBit(bodyPath());
    for (const nth of [1, 2, 3]) {
      await fixture.cache.getOrCreate(KEY, work.produce);
      await flipBit(bodyPath(nth));
    }
    expect(work.started).toBe(3);
    expect(await resultNames(fixture.store)).toEqual(["0.pdf", "1.pdf", "2.pdf", "3.pdf"]);
    await flipBit(bodyPath(2));
    const result = await fixture.cache.getOrCreate(KEY, work.produce);
    expect(result).toMatchObject({ slot: 2, hit: true });
    expect(work.started).toBe(3);
  });

  it("bad in all four slots is an error that says so, and nothing more is produced", async () => {
    await flipBit(bodyPath());
    for (const slot of [1, 2, 3]) {
      await fixture.cache.getOrCreate(KEY, work.produce);
      await flipBit(bodyPath(slot));
    }
    work.started = 0;
    const exhausted = { code: "slots_exhausted", status: 500, details: { cache_key: KEY } };
    const told = await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce));
    expect(told).toMatchObject(exhausted);
    expect(String(told)).toMatch(/All 4 stored results .* are damaged/);
    expect(await rejectionOf(fixture.cache.find(KEY))).toMatchObject(exhausted);
    expect(work.started).toBe(0);
    expect(await resultNames(fixture.store)).toHaveLength(4);
  });

  it("bad on the first read and good on the second is served", async () => {
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

  it("mended by its operator is served again", async () => {
    const kept = join(fixture.root, "kept.pdf");
    await copyFile(bodyPath(), kept);
    await flipBit(bodyPath());
    await fixture.cache.getOrCreate(KEY, work.produce);
    await copyFile(kept, bodyPath());
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({
      slot: 0,
      hit: true,
    });
  });

  it("damaged while it lies there is not served from memory: every hit is checked", async () => {
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({
      slot: 0,
      hit: true,
    });
    await flipBit(bodyPath());
    expect(await fixture.cache.find(KEY)).toBeUndefined();
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({
      slot: 1,
      hit: false,
    });
  });
});
