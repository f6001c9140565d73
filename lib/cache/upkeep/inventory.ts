import type { ListedObject, ObjectStore } from "../../store/contract.ts";
import { listAll } from "../../store/list-all.ts";
import { slotOfClaim, slotOfResult, type Layout } from "../layout.ts";
import type { Runtime } from "../runtime.ts";
import { joinedByKey, objectsByKey, type ObjectsOfKey } from "./join-lists.ts";

/** What a cache keeps in a store, for functions that inspect or clean it. */
export interface CacheInStore {
  readonly store: ObjectStore;
  readonly layout: Layout;
  /** Recognises the cache's keys. Objects under any other name are left alone. Default: every name is a key. */
  readonly isKey?: (name: string) => boolean;
  /** Replaces clock, randomness or process identity; by default those of this process. */
  readonly runtime?: Partial<Runtime>;
}

/** A result, claim, release or withdrawal as the store lists it, unread. */
export interface SlotObject extends ListedObject {
  readonly slot: number;
}

/** Everything that a cache keeps for a key. */
export interface KeyInventory {
  readonly key: string;
  /** Sorted by slot. */
  readonly results: readonly SlotObject[];
  /** Claims, releases and withdrawals. */
  readonly claims: readonly SlotObject[];
  /** When the youngest object below the key changed, whatever its name; on the store's clock. */
  readonly newestAt: number;
}

/**
 * What a cache keeps, key by key in ascending order, from the store's lists alone. Names that no cache creates are
 * left out. The store keeps changing meanwhile, so look at a key again with `inventoryOf` before changing it.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function* takeInventory(cache: CacheInStore): AsyncGenerator<KeyInventory> {
  const { store, layout, isKey = () => true } = cache;
  const results = objectsByKey(store.list(`${layout.results}/`), layout.results);
  const claims = objectsByKey(store.list(`${layout.claims}/`), layout.claims);
  for await (const [key, ofResults, ofClaims] of joinedByKey(results, claims)) {
    const inventory = inventoryFrom(cache, key, ofResults, ofClaims);
    if (isKey(key) && inventory !== undefined) yield inventory;
  }
}

/**
 * What a cache keeps for one key; undefined when there is nothing.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function inventoryOf(
  cache: CacheInStore,
  key: string,
): Promise<KeyInventory | undefined> {
  const { store, layout, isKey = () => true } = cache;
  const below = async (folder: string) => {
    const prefix = `${folder}/${key}/`;
    const named = (object: ListedObject) => ({ name: object.key.slice(prefix.length), object });
    return (await listAll(store, prefix)).map(named);
  };
  // Results first: a process that stores one in between has a claim, and the second list shows it.
  const results = await below(layout.results);
  const claims = await below(layout.claims);
  return isKey(key) ? inventoryFrom(cache, key, results, claims) : undefined;
}

function inventoryFrom(
  { layout }: CacheInStore,
  key: string,
  ofResults: ObjectsOfKey,
  ofClaims: ObjectsOfKey,
): KeyInventory | undefined {
  const results = inSlots(ofResults, (name) => slotOfResult(layout, name));
  const claims = inSlots(ofClaims, slotOfClaim);
  if (results.length + claims.length === 0) return undefined;
  const times = [...ofResults, ...ofClaims].map(({ object }) => object.modifiedAt);
  return { key, results, claims, newestAt: Math.max(...times) };
}

function inSlots(
  objects: ObjectsOfKey,
  slotOf: (name: string) => number | undefined,
): SlotObject[] {
  return objects.flatMap(({ name, object }) => {
    const slot = slotOf(name);
    return slot === undefined ? [] : [{ ...object, slot }];
  });
}
