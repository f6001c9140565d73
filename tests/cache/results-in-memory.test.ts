import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { changed, KEY, openCache, Work, type Fixture } from "./cache-fixture.ts";

/** Longer than the rounding of the times of files: the state of the stored object is certain. */
const SETTLED_MS = 30;

let fixture: Fixture;
let cache: Fixture["cache"];
const read = async () => await cache.getOrCreate(KEY, new Work().produce);
beforeEach(async () => {
  fixture = await openCache();
  await fixture.cache.getOrCreate(KEY, new Work().produce);
  ({ cache } = await openCache({ root: fixture.root, memoryBytes: 1_000 }));
  await sleep(SETTLED_MS);
  await read();
});

test("a result in memory is the same array at each hit, while the store still has it", async () => {
  const { body } = await read();
  expect((await read()).body).toBe(body);
  expect(await cache.get(KEY)).toMatchObject({ hit: true, slot: 0 });
});

test("a result in memory is read once for 20 calls at the same time, and each call has its own answer of the store", async () => {
  let answers = 0;
  const { cache: another } = await openCache({
    root: fixture.root,
    memoryBytes: 1_000,
    through: (store) =>
      changed(store, {
        get: async (key, options) => {
          answers++;
          return await store.get(key, options);
        },
      }),
  });
  const calls = Array.from({ length: 20 }, async () => await another.get(KEY));
  const bodies = (await Promise.all(calls)).map((result) => result?.body);
  expect(new Set(bodies).size).toBe(1);
  expect(answers).toBe(20);
});
