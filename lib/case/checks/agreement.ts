import type { Tally } from "./tally.ts";
import { clipped, listed } from "./words.ts";
import { required } from "../../required.ts";

/** A place that states something, as text; undefined where it does not. */
export interface Source {
  readonly where: string;
  readonly text: string | undefined;
}

/** Compares what each place states with what the first one states. */
export function compareTexts(tally: Tally, what: string, sources: readonly Source[]): void {
  const [first, ...others] = sources.flatMap(({ where, text }) =>
    typeof text === "string" ? [{ where, text }] : [],
  );
  if (first === undefined) return;
  for (const { where, text } of others) {
    tally.expect(text === first.text, () => ({
      where: `${first.where} and ${where}`,
      what,
      stated: clipped(first.text),
      computed: clipped(text),
    }));
  }
}

/** A place that lists something in any order; undefined where it does not. */
export interface ListSource {
  readonly where: string;
  readonly items: readonly string[] | undefined;
}

/** Compares the sets that the places list with the set of the first one. */
export function compareSets(tally: Tally, what: string, sources: readonly ListSource[]): void {
  const [first, ...others] = sources.flatMap(({ where, items }) =>
    items === undefined ? [] : [{ where, set: new Set(items) }],
  );
  if (first === undefined) return;
  for (const { where, set } of others) {
    const onlyFirst = without(first.set, set);
    const onlyHere = without(set, first.set);
    tally.expect(onlyFirst.length === 0 && onlyHere.length === 0, () => ({
      where: `${first.where} and ${where}`,
      what,
      stated: described(first.set, onlyFirst),
      computed: described(set, onlyHere),
    }));
  }
}

function without(set: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...set].filter((item) => !other.has(item));
}

const MOST_WHOLE = 8;

/** All items of a small set; of a large set only those that the other set does not have. */
function described(set: ReadonlySet<string>, different: readonly string[]): string {
  if (set.size <= MOST_WHOLE) return listed([...set]);
  const which = different.length === 0 ? "" : `, only here: ${listed(different)}`;
  return `${set.size} in all${which}`;
}

/** Reports each item that a list repeats. */
export function expectUnique<T>(
  tally: Tally,
  items: readonly T[],
  keyOf: (item: T) => string,
  placeOf: (item: T, index: number) => { readonly where: string; readonly what: string },
): void {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const key = keyOf(item);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, index);
    tally.expect(before === undefined, () => ({
      ...placeOf(item, index),
      stated: clipped(key),
      computed: `stated before, as number ${required(before, "an item that repeats has an earlier one") + 1} of the list`,
    }));
  }
}
