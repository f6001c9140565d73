import { pMapIterable } from "p-map";
import type { Damage } from "../results.ts";
import { inspectResults, KEYS_AT_ONCE, keysWithResults } from "./inspection.ts";
import type { CacheInStore, KeyInventory } from "./inventory.ts";

/** A stored result that is never served. */
export interface DamagedResult {
  readonly key: string;
  readonly slot: number;
  readonly damage: Damage;
  /** A slot of the key that holds a good result; undefined when it has to be produced again. */
  readonly goodSlot: number | undefined;
}

/** One key whose results were read. */
export interface VerifiedKey {
  readonly key: string;
  /** How many results the key has, good or damaged. */
  readonly results: number;
  /** Of the bodies, as listed. */
  readonly bytes: number;
  readonly damaged: readonly DamagedResult[];
}

/**
 * Reads every stored result and verifies it against the digest that was stored with it, as a request would. Yields
 * each key with a result, in ascending order. Changes nothing.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function* verifyResults(cache: CacheInStore): AsyncGenerator<VerifiedKey> {
  const check = async (inventory: KeyInventory) => await verified(cache, inventory);
  yield* pMapIterable(keysWithResults(cache), check, { concurrency: KEYS_AT_ONCE });
}

async function verified(cache: CacheInStore, inventory: KeyInventory): Promise<VerifiedKey> {
  const { key, results } = inventory;
  const { good, bad } = await inspectResults(cache, inventory);
  const damaged = bad.map(({ slot, damage }) => ({ key, slot, damage, goodSlot: good?.slot }));
  const bytes = results.reduce((sum, { size }) => sum + size, 0);
  return { key, results: results.length, bytes, damaged };
}
