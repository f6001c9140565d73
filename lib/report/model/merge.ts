/**
 * Merges lists whose items have keys: items with the same key become one. Where a list has a key several
 * times, its first item goes with the first one of the others, its second with their second. The order is
 * that of the first list, then what only later lists have.
 */
export function merged<T>(
  lists: readonly (readonly T[])[],
  keyOf: (item: T) => string,
  merge: (one: T, other: T) => T,
): T[] {
  const items = new Map<string, T>();
  for (const list of lists) {
    const counts = new Map<string, number>();
    for (const item of list) {
      const key = keyOf(item);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      const place = `${count} ${key}`;
      const there = items.get(place);
      items.set(place, there === undefined ? item : merge(there, item));
    }
  }
  return [...items.values()];
}
