import { takeInventory, type CachePlace, type SlotObject } from "./inventory.ts";
import { settledFor } from "./settled.ts";

export interface Erasure {
  readonly results: readonly SlotObject[];
  /** Those that were removed. */
  readonly claims: readonly SlotObject[];
  /** Those that stay, because something at the key is younger than a day. */
  readonly keptClaims: readonly SlotObject[];
}

/**
 * Removes a key's results, good or bad, and its claims unless something there is younger than a day. The
 * next request produces the result again.
 *
 * @returns undefined when no result is stored under the key: then nothing was removed
 * @throws ClarityError `store_unavailable`
 */
export async function erase(place: CachePlace, key: string): Promise<Erasure | undefined> {
  const [inventory] = await takeInventory(place, key);
  if (inventory === undefined || inventory.results.length === 0) return undefined;
  const { results, claims } = inventory;
  const isSettled = (await settledFor(place, [inventory]))(inventory);
  // Claims first: nobody claims while a result is there, so none can lose the generations before it.
  const removed = isSettled ? claims : [];
  for (const object of [...removed, ...results]) await place.store.remove(object.key);
  return { results, claims: removed, keptClaims: isSettled ? [] : claims };
}
