import { runtimeWith } from "../runtime.ts";
import type { CacheInStore, KeyInventory } from "./inventory.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export type IsSettled = (key: KeyInventory) => boolean;

/**
 * Whether nothing has happened at a key for a day: any process that still acts on an older view must have
 * been suspended for that day. Claims may be removed at such keys only, because a claim's name must not be
 * used again while a process remembers it. Measured on the store's clock, read once: a key only gets older.
 */
export async function settledFor(
  { store }: CacheInStore,
  keys: readonly KeyInventory[],
): Promise<IsSettled> {
  return settledAt(await clockOf(store, keys));
}

/** As `settledFor`, on this machine's clock: reading the store's clock may need permission to write. */
export function settledHere({ runtime }: CacheInStore): IsSettled {
  return settledAt(runtimeWith(runtime).epochMs());
}

function settledAt(now: number): IsSettled {
  return ({ newestAt }) => now - newestAt > DAY_MS;
}

/** Any object has the store's clock. With no object left, no key is old. */
async function clockOf(
  store: CacheInStore["store"],
  keys: readonly KeyInventory[],
): Promise<number> {
  for (const { results, claims } of keys) {
    for (const { key } of [...claims, ...results]) {
      const object = await store.get(key);
      if (object !== undefined) return await object.clock();
    }
  }
  return Number.NEGATIVE_INFINITY;
}
