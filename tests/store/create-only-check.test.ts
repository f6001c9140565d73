import { describe, expect, it } from "vitest";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { assertCreateOnly } from "../../lib/store/create-only-check.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { rejectionOf, temporaryFolder } from "./temp-folder.ts";
import { listAll } from "../../lib/store/list-all.ts";
import { required } from "../../lib/required.ts";

/** A store that ignores the condition, as some S3 servers do: it overwrites existing objects. */
async function overwritingStore(root: string): Promise<ObjectStore> {
  const store = await FileStore.open(root);
  return {
    get: async (key) => await store.get(key),
    list: (prefix) => store.list(prefix),
    remove: async (key) => await store.remove(key),
    create: async (key, body, metadata) => {
      await store.remove(key);
      return await store.create(key, body, metadata);
    },
  };
}

describe("the create-only check of a store", () => {
  it("accepts a store that refuses the second create, whichever process comes first", async () => {
    const root = await temporaryFolder();
    const stores = await Promise.all(
      Array.from({ length: 16 }, async () => await FileStore.open(root)),
    );
    const checks = [...stores, ...stores].map(assertCreateOnly);
    expect(await Promise.all(checks)).toHaveLength(32);
    const [first] = stores;
    expect((await listAll(required(first, "16 stores"), "")).map(({ key }) => key)).toEqual([
      "probe/create-only",
    ]);
  });

  it("detects a store that overwrites, at every check", async () => {
    const store = await overwritingStore(await temporaryFolder());
    for (let check = 0; check < 2; check++) {
      const error = await rejectionOf(assertCreateOnly(store));
      expect(error).toMatchObject({ code: "store_untrusted", status: 503, retryAfterSeconds: 60 });
    }
  });

  it("rejects with the store's error when the store is unreachable", async () => {
    const store = await overwritingStore(await temporaryFolder());
    const broken = { ...store, create: async () => await Promise.reject(new Error("offline")) };
    await expect(assertCreateOnly(broken)).rejects.toThrow("offline");
  });
});
