import { Results, type Damage, type StoredResult } from "../results.ts";
import {
  takeInventory,
  type CacheInStore,
  type KeyInventory,
  type SlotObject,
} from "./inventory.ts";

/** How many keys are read at once. Their results are held in memory meanwhile. */
export const KEYS_AT_ONCE = 8;

/** What a key's results turned out to be when they were read. */
export interface Inspection {
  /** The first good result. */
  readonly good: StoredResult | undefined;
  readonly bad: readonly BadResult[];
}

interface BadResult extends SlotObject {
  readonly damage: Damage;
}

/** The inventory without keys that have only claims. */
export async function* keysWithResults(cache: CacheInStore): AsyncGenerator<KeyInventory> {
  for await (const inventory of takeInventory(cache)) {
    if (inventory.results.length > 0) yield inventory;
  }
}

/** Reads each of a key's results as a request would. A result that was removed meanwhile is in neither list. */
export async function inspectResults(
  { store, layout }: CacheInStore,
  { key, results }: KeyInventory,
): Promise<Inspection> {
  const reader = new Results({ store, layout, observe: () => undefined });
  const bad: BadResult[] = [];
  let good: StoredResult | undefined;
  for (const listed of results) {
    const content = await reader.readSlot(key, listed.slot);
    if (content.state === "damaged") bad.push({ ...listed, damage: content.damage });
    if (content.state === "good") good ??= content.result;
  }
  return { good, bad };
}
