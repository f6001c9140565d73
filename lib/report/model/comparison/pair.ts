import { figure } from "../numbers.ts";

/** What the two sides of a comparison have. */
export interface Pair<T> {
  readonly a: T;
  readonly b: T;
}

/** An item of one list or of both. */
export type Match<T> = Pair<T | undefined>;

/**
 * Matches the items of two lists by their keys, in the order of the first, then what only the second has. Where a
 * list has a key several times, its first item goes with the first one of the other list, its second with the second.
 */
export function matched<T>({ a, b }: Pair<readonly T[]>, keyOf: (item: T) => string): Match<T>[] {
  const others = keyed(b, keyOf);
  const matches = [...keyed(a, keyOf)].map(([key, item]): Match<T> => {
    const other = others.get(key);
    others.delete(key);
    return { a: item, b: other };
  });
  return [...matches, ...[...others.values()].map((item) => ({ a: undefined, b: item }))];
}

function keyed<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const counts = new Map<string, number>();
  const found = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    found.set(`${count} ${key}`, item);
  }
  return found;
}

/** Of some matches, those that both sides have, and the items that only one has. */
export function divided<T>(matches: readonly Match<T>[]) {
  const both = matches.flatMap(({ a, b }) =>
    a === undefined || b === undefined ? [] : [{ a, b }],
  );
  const onlyA = matches.flatMap(({ a, b }) => (a !== undefined && b === undefined ? [a] : []));
  const onlyB = matches.flatMap(({ a, b }) => (b !== undefined && a === undefined ? [b] : []));
  return { both, onlyA, onlyB };
}

/** The same of both sides. */
export function ofBoth<T, U>({ a, b }: Pair<T>, of: (side: T) => U): Pair<U> {
  return { a: of(a), b: of(b) };
}

/** B minus A, without the last digits, in which a difference of decimals is not exact. */
export function differenceOf({ a, b }: Match<number>): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const difference = b - a;
  return Number.isFinite(difference) ? Number(difference.toPrecision(12)) : undefined;
}

/** A difference with its sign: `+0.012`, `−0.034`, `0`. */
export function signed(difference: number): string {
  if (difference === 0) return "0";
  return difference > 0 ? `+${figure(difference)}` : figure(difference);
}

/** The same of a difference of counts: `+3`. */
export function signedCount(difference: number): string {
  return difference > 0 ? `+${difference}` : String(difference).replace("-", "−");
}
