import type { CachePlace, KeyInventory } from "./inventory.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export type IsSettled = (key: KeyInventory) => boolean;

/**
 * Tells keys at which nothing has happened for a day: whoever looked before that and still acts on it must
 * have slept all the while. Only there may claims be removed, since a claim's name must not be used again
 * while it matters. Measured on the store's clock, once: a key can only become older than it tells.
 */
export async function settledFor(
  { store }: CachePlace,
  keys: readonly KeyInventory[],
): Promise<IsSettled> {
  return settledAt(await clockOf(store, keys));
}

/** As `settledFor`, on this machine's clock: to ask a store for its own may take a right to write. */
export function settledHere(): IsSettled {
  return settledAt(Date.now());
}

function settledAt(now: number): IsSettled {
  return ({ newestAt }) => now - newestAt > DAY_MS;
}

/** Any object tells the clock; with none left there is nothing to be old. */
async function clockOf(store: CachePlace["store"], keys: readonly KeyInventory[]): Promise<number> {
  for (const { results, claims } of keys) {
    for (const { key } of [...claims, ...results]) {
      const object = await store.get(key);
      if (object !== undefined) return await object.clock();
    }
  }
  return Number.NEGATIVE_INFINITY;
}
