import { Results, type Damage, type StoredResult } from "../results.ts";
import type { CachePlace, KeyInventory, SlotObject } from "./inventory.ts";

/** Keys that are read at once; their results are held in memory meanwhile. */
export const KEYS_AT_ONCE = 8;

/** Told how many of how many were checked: `verify` counts results, `prune` keys. */
export type OnChecked = (done: number, all: number) => void;

/** What a key's results turned out to be when they were read. */
export interface Inspection {
  /** The first good result. */
  readonly good: StoredResult | undefined;
  readonly bad: readonly BadResult[];
}

interface BadResult extends SlotObject {
  readonly damage: Damage;
}

/** Reads each of a key's results as a request would. One that is gone by then is neither good nor bad. */
export async function inspectResults(
  { store, layout }: CachePlace,
  { key, results }: KeyInventory,
): Promise<Inspection> {
  const reader = new Results({ store, layout, observe: () => undefined });
  const bad: BadResult[] = [];
  let good: StoredResult | undefined;
  for (const listed of results) {
    const found = await reader.inspect(key, listed.slot);
    if (found?.damage !== undefined) bad.push({ ...listed, damage: found.damage });
    else good ??= found?.result;
  }
  return { good, bad };
}
