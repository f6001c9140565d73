/**
 * Inspects and cleans what caches keep in a store. Each function takes the store and the layout, and all may
 * run while caches use the store. Apart from `index.ts` so that a service does not load it.
 *
 * @example
 * const cache = { store: await FileStore.open("cache"), layout };
 * const { damaged } = await verifyResults(cache);
 * await prune(cache);
 */
export { erase, type Erasure } from "./erase.ts";
export type { OnChecked } from "./inspection.ts";
export {
  takeInventory,
  type CacheInStore,
  type KeyInventory,
  type SlotObject,
} from "./inventory.ts";
export { IncompletePruning, prune, type PrunedKey, type PruneOptions } from "./prune.ts";
export { verifyResults, type DamagedResult, type Verification } from "./verify.ts";
export type { Damage } from "../results.ts";
