import type { ObjectStore } from "../../lib/store/contract.ts";
import { changed } from "../cache/cache-fixture.ts";

/** When objects were last changed, as the tests would have it, by bucket and key. S3's own times cannot be set. */
const pretended = new Map<string, number>();

export function setModifiedAt(bucket: string, key: string, time: number): void {
  // S3 returns whole seconds.
  pretended.set(`${bucket}/${key}`, Math.floor(time / 1000) * 1000);
}

/** The store of a bucket, except for the times that were set. */
export function aged(store: ObjectStore, bucket: string): ObjectStore {
  const withTime = <T extends { readonly modifiedAt: number }>(key: string, object: T): T => {
    return { ...object, modifiedAt: pretended.get(`${bucket}/${key}`) ?? object.modifiedAt };
  };
  return changed(store, {
    get: async (key, options) => {
      const found = await store.get(key, options);
      return found && withTime(key, found);
    },
    list: async function* (prefix) {
      for await (const object of store.list(prefix)) yield withTime(object.key, object);
    },
    remove: async (key) => {
      await store.remove(key);
      pretended.delete(`${bucket}/${key}`);
    },
  });
}
