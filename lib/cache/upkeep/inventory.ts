import type { ListedObject, ObjectStore } from "../../store/contract.ts";
import { required } from "../../required.ts";
import { slotOfClaim, slotOfResult, type Layout } from "../layout.ts";
import type { Runtime } from "../runtime.ts";

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
 * What a cache keeps, by key, from the store's lists alone. Names that no cache creates are left out.
 *
 * @param only the one key to look for
 * @throws ClarityError `store_unavailable`
 */
export async function takeInventory(
  { store, layout, isKey = () => true }: CacheInStore,
  only?: string,
): Promise<KeyInventory[]> {
  const below = only === undefined ? "" : `${only}/`;
  // Results first: a process that stores one in between has a claim, and the second list shows it.
  const results = await store.list(`${layout.results}/${below}`);
  const claims = await store.list(`${layout.claims}/${below}`);
  const keys = new Map<string, Gathered>();
  for (const object of results) {
    const [gathered, name] = gatheredFor(keys, layout.results, object);
    add(gathered.results, object, slotOfResult(layout, name));
  }
  for (const object of claims) {
    const [gathered, name] = gatheredFor(keys, layout.claims, object);
    add(gathered.claims, object, slotOfClaim(name));
  }
  return [...keys.values()]
    .filter(({ key, results: kept, claims: held }) => isKey(key) && kept.length + held.length > 0)
    .sort(byKey);
}

interface Gathered extends KeyInventory {
  readonly results: SlotObject[];
  readonly claims: SlotObject[];
  newestAt: number;
}

/** The inventory that an object belongs to, and its name below the key. */
function gatheredFor(
  keys: Map<string, Gathered>,
  folder: string,
  { key: path, modifiedAt }: ListedObject,
): [Gathered, string] {
  const [first, ...name] = path.slice(folder.length + 1).split("/");
  const key = required(first, "a split text has a first part");
  const gathered = keys.get(key) ?? { key, results: [], claims: [], newestAt: modifiedAt };
  gathered.newestAt = Math.max(gathered.newestAt, modifiedAt);
  keys.set(key, gathered);
  return [gathered, name.join("/")];
}

function add(objects: SlotObject[], object: ListedObject, slot: number | undefined): void {
  if (slot !== undefined) objects.push({ ...object, slot });
}

function byKey(a: KeyInventory, b: KeyInventory): number {
  return a.key < b.key ? -1 : 1;
}
