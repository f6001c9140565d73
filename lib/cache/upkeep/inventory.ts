import type { ListedObject, ObjectStore } from "../../store/contract.ts";
import { slotOfClaim, slotOfResult, type Layout } from "../layout.ts";

/** A cache, as those see it who look after its store and not for a result. */
export interface CachePlace {
  readonly store: ObjectStore;
  readonly layout: Layout;
  /** What a key looks like, where more is known of it: any other name is somebody else's, and left alone. */
  readonly isKey?: (name: string) => boolean;
}

/** A result, a claim or a release, as the store lists it: it was not read. */
export interface SlotObject extends ListedObject {
  readonly slot: number;
}

/** All that a cache keeps for a key. */
export interface KeyInventory {
  readonly key: string;
  /** By slot. */
  readonly results: readonly SlotObject[];
  /** Claims and releases. */
  readonly claims: readonly SlotObject[];
  /** Of everything that lies below the key, what has another name included; on the store's clock. */
  readonly newestAt: number;
}

/**
 * What a cache keeps, by key, from the store's lists alone. Names that no cache gives are left out.
 *
 * @param only the one key to look for
 * @throws ClarityError `store_unavailable`
 */
export async function takeInventory(
  { store, layout, isKey = () => true }: CachePlace,
  only?: string,
): Promise<KeyInventory[]> {
  const below = only === undefined ? "" : `${only}/`;
  // Results first: whoever stores one in between has a claim, and that is seen.
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

/** Where an object belongs, and its name below the key. */
function gatheredFor(
  keys: Map<string, Gathered>,
  folder: string,
  { key: path, modifiedAt }: ListedObject,
): [Gathered, string] {
  const [key = "", ...name] = path.slice(folder.length + 1).split("/");
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
