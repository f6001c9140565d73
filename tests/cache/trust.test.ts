import { beforeEach, describe, expect, it } from "vitest";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import { changed, KEY, openCache, Work } from "./cache-fixture.ts";
import { listAll } from "../../lib/store/list-all.ts";

/** A store that ignores the condition of a create. */
const overwriting = (store: ObjectStore) =>
  changed(store, {
    create: async (key, body, metadata) => {
      await store.remove(key);
      return await store.create(key, body, metadata);
    },
  });

let work: Work;
beforeEach(() => {
  work = new Work();
});

describe("a store that ignores the condition of a create", () => {
  it("is not trusted: no request claims or produces anything", async () => {
    const { cache, store } = await openCache({ through: overwriting });
    for (let request = 0; request < 2; request++) {
      const refusal = await rejectionOf(cache.getOrCreate(KEY, work.produce));
      expect(refusal).toMatchObject({
        code: "store_untrusted",
        status: 503,
        retryAfterSeconds: 60,
      });
    }
    expect(work.started).toBe(0);
    expect((await listAll(store, "")).map(({ key }) => key)).toEqual(["probe/create-only"]);
  });

  it("still serves what is stored in it", async () => {
    const { cache, root } = await openCache();
    await cache.getOrCreate(KEY, work.produce);
    const untrusted = await openCache({ root, through: overwriting });
    expect(await untrusted.cache.getOrCreate(KEY, work.produce)).toMatchObject({ hit: true });
  });

  it("is detected by one check per process, before its first claim and never for a hit", async () => {
    const created: string[] = [];
    const { cache } = await openCache({
      through: (store) =>
        changed(store, {
          create: async (key, ...rest) => {
            created.push(key.split("/")[0] ?? "");
            return await store.create(key, ...rest);
          },
        }),
    });
    await cache.getOrCreate("a", work.produce);
    await cache.getOrCreate("a", work.produce);
    await cache.getOrCreate("b", work.produce);
    expect(created).toEqual(["probe", "probe", "claims", "reports", "claims", "reports"]);
  });
});
