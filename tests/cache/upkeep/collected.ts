import {
  isPruned,
  prune,
  takeInventory,
  verifyResults,
  type CacheInStore,
  type KeyInventory,
  type PrunedKey,
  type PruneOptions,
} from "../../../lib/cache/upkeep/index.ts";

/** All of a generator's items. */
async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Everything that a cache keeps. */
export async function inventoriesOf(cache: CacheInStore): Promise<KeyInventory[]> {
  return await collected(takeInventory(cache));
}

/** Prunes, and returns the keys at which there was something to do. */
export async function pruneAll(cache: CacheInStore, options?: PruneOptions): Promise<PrunedKey[]> {
  return (await collected(prune(cache, options))).filter(isPruned);
}

/** What verifying found in all keys together. */
export async function verifyAll(cache: CacheInStore) {
  const keys = await collected(verifyResults(cache));
  return {
    keys: keys.length,
    results: keys.reduce((sum, { results }) => sum + results, 0),
    bytes: keys.reduce((sum, { bytes }) => sum + bytes, 0),
    damaged: keys.flatMap(({ damaged }) => damaged),
  };
}
