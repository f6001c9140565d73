/**
 * Inspects and cleans what caches keep in a store. Each function takes the store and the layout, and all may
 * run while caches use the store. Apart from `index.ts` so that a service does not load it.
 *
 * @example
 * const cache = { store: await FileStore.open("cache"), layout };
 * for await (const { key, damaged } of verifyResults(cache)) console.log(key, damaged);
 * for await (const { key, claims } of prune(cache)) console.log(key, claims.length);
 */
export { erase, type Erasure } from "./erase.ts";
export {
  takeInventory,
  type CacheInStore,
  type KeyInventory,
  type SlotObject,
} from "./inventory.ts";
export { IncompletePruning, isPruned, prune, type PrunedKey, type PruneOptions } from "./prune.ts";
export { readResults, type ReadKey } from "./read-results.ts";
export { storedKeys } from "./stored-keys.ts";
export { verifyResults, type DamagedResult, type VerifiedKey } from "./verify.ts";
export type { Damage } from "../results.ts";
