import type { ListedObject } from "../../store/contract.ts";

/** The objects of one key in a list, and their names below the key. */
export type ObjectsOfKey = readonly { readonly name: string; readonly object: ListedObject }[];

type ByKey = AsyncGenerator<readonly [key: string, objects: ObjectsOfKey], undefined>;

/**
 * Groups a sorted list by key: the part of an object's path after the folder. Leaves out objects that are not below
 * a key, because they may be sorted between those of a key.
 */
export async function* objectsByKey(list: AsyncIterable<ListedObject>, folder: string): ByKey {
  let key: string | undefined;
  let objects: { name: string; object: ListedObject }[] = [];
  for await (const object of list) {
    const [next = "", ...segments] = object.key.slice(folder.length + 1).split("/");
    if (segments.length === 0) continue;
    if (key !== undefined && key !== next) {
      yield [key, objects];
      objects = [];
    }
    key = next;
    objects.push({ name: segments.join("/"), object });
  }
  if (key !== undefined) yield [key, objects];
  return undefined;
}

/** Joins two lists that were grouped by key, holding one key of each at a time. */
export async function* joinedByKey(
  left: ByKey,
  right: ByKey,
): AsyncGenerator<readonly [key: string, left: ObjectsOfKey, right: ObjectsOfKey]> {
  let one = (await left.next()).value;
  let other = (await right.next()).value;
  while (one !== undefined || other !== undefined) {
    const key = firstKey(one?.[0], other?.[0]);
    const [ofLeft, ofRight] = [one, other].map((group) => (group?.[0] === key ? group[1] : []));
    yield [key, ofLeft ?? [], ofRight ?? []];
    if (one?.[0] === key) one = (await left.next()).value;
    if (other?.[0] === key) other = (await right.next()).value;
  }
}

/** Paths are sorted, so keys are sorted as if a slash followed: `a.b` comes before `a`. */
function firstKey(one: string | undefined, other: string | undefined): string {
  if (one === undefined || other === undefined) return one ?? other ?? "";
  return `${one}/` < `${other}/` ? one : other;
}
