import { runtimeWith } from "../runtime.ts";
import type { CacheInStore, KeyInventory } from "./inventory.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export type IsSettled = (key: KeyInventory) => Promise<boolean>;

/**
 * Whether nothing has happened at a key for a day: any process that still acts on an older view must have
 * been suspended for that day. Claims may be removed at such keys only, because a claim's name must not be
 * used again while a process remembers it. Measured on the store's clock, read at the first key and kept: a key
 * only gets older.
 */
export function settledFor({ store }: CacheInStore): IsSettled {
  let now: number | undefined;
  return async (inventory) => {
    now ??= await clockOf(store, inventory);
    return now !== undefined && isSettledAt(now, inventory);
  };
}

/** As `settledFor`, on this machine's clock: reading the store's clock may need permission to write. */
export function settledHere({ runtime }: CacheInStore): IsSettled {
  const now = runtimeWith(runtime).epochMs();
  return async (inventory) => await Promise.resolve(isSettledAt(now, inventory));
}

function isSettledAt(now: number, { newestAt }: KeyInventory): boolean {
  return now - newestAt > DAY_MS;
}

/** Any object has the store's clock. Undefined when none of these exists any more. */
async function clockOf(
  store: CacheInStore["store"],
  { results, claims }: KeyInventory,
): Promise<number | undefined> {
  for (const { key } of [...claims, ...results]) {
    const object = await store.get(key);
    if (object !== undefined) return await object.clock();
  }
  return undefined;
}
