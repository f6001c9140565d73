import pMap from "p-map";
import type { Damage } from "../results.ts";
import { inspectResults, KEYS_AT_ONCE, type OnChecked } from "./inspection.ts";
import { takeInventory, type CacheInStore, type KeyInventory } from "./inventory.ts";

/** A stored result that is never served. */
export interface DamagedResult {
  readonly key: string;
  readonly slot: number;
  readonly damage: Damage;
  /** A slot of the key that holds a good result; undefined when it has to be produced again. */
  readonly goodSlot: number | undefined;
}

export interface Verification {
  readonly keys: number;
  readonly results: number;
  /** Of the bodies, as listed. */
  readonly bytes: number;
  readonly damaged: readonly DamagedResult[];
}

/**
 * Reads every stored result and verifies it against the digest that was stored with it, as a request would.
 * Changes nothing.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function verifyResults(
  cache: CacheInStore,
  onChecked: OnChecked = () => undefined,
): Promise<Verification> {
  const keys = (await takeInventory(cache)).filter(({ results }) => results.length > 0);
  const all = keys.flatMap(({ results }) => results);
  let done = 0;
  const check = async (key: KeyInventory): Promise<DamagedResult[]> => {
    const { good, bad } = await inspectResults(cache, key);
    done += key.results.length;
    onChecked(done, all.length);
    return bad.map(({ slot, damage }) => ({ key: key.key, slot, damage, goodSlot: good?.slot }));
  };
  const damaged = await pMap(keys, check, { concurrency: KEYS_AT_ONCE });
  const bytes = all.reduce((sum, { size }) => sum + size, 0);
  return { keys: keys.length, results: all.length, bytes, damaged: damaged.flat() };
}
