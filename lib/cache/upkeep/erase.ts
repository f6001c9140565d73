import { Claims } from "../claims.ts";
import { runtimeWith } from "../runtime.ts";
import { inventoryOf, type CacheInStore, type KeyInventory, type SlotObject } from "./inventory.ts";
import { settledFor } from "./settled.ts";

/** The lease of a claim whose own lease cannot be read. */
const DEFAULT_LEASE_MS = 30_000;

export interface Erasure {
  readonly results: readonly SlotObject[];
  /** The claims that were removed. */
  readonly claims: readonly SlotObject[];
  /** The claims that stay, because an object of the key is younger than a day, or no result is stored. */
  readonly keptClaims: readonly SlotObject[];
  /** How long the kept claims hold the next production off, in milliseconds; 0 when it may begin at once. */
  readonly heldOffMs: number;
}

/**
 * Removes a key's results, good or damaged, and its claims unless an object of the key is younger than a day.
 * The next request produces the result again. Kept claims whose result was stored are withdrawn, so that the
 * next request does not wait for their lease; after several erasures it has to pause (docs/protocol.md).
 * Erasing twice has no further effect.
 *
 * @returns undefined when the store has nothing for the key; an erasure without results when it has only
 *   claims, whose owners may be producing: then nothing was done
 * @throws ClarityError `store_unavailable`
 */
export async function erase(cache: CacheInStore, key: string): Promise<Erasure | undefined> {
  const inventory = await inventoryOf(cache, key);
  if (inventory === undefined) return undefined;
  const { results, claims } = inventory;
  if (results.length === 0) return { results, claims: [], keptClaims: claims, heldOffMs: 0 };
  const isSettled = await settledFor(cache)(inventory);
  const heldOffMs = isSettled ? 0 : await withdraw(cache, inventory);
  // Claims first: no process claims while a result is stored, so no claim loses the generations before it.
  const removed = isSettled ? claims : [];
  for (const object of [...removed, ...results]) await cache.store.remove(object.key);
  return { results, claims: removed, keptClaims: isSettled ? [] : claims, heldOffMs };
}

/**
 * Withdraws the newest claim of each slot with a result. Must happen before the results are removed: a
 * request right after that must not be refused for the claim of an owner that has finished.
 *
 * @returns how long the next production, which goes to slot 0, will be held off
 */
async function withdraw(cache: CacheInStore, { key, results }: KeyInventory): Promise<number> {
  const { store, layout } = cache;
  const runtime = runtimeWith(cache.runtime);
  const defaults = { defaultLeaseMs: DEFAULT_LEASE_MS, observe: () => undefined };
  const claims = new Claims({ store, layout, ...defaults, runtime });
  for (const { slot } of results) await claims.withdrawNewest(key, slot);
  return await claims.holdOffMs(key, 0);
}
