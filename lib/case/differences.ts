import { toPointer } from "./json-scan.ts";
import { shown, shownPointer } from "./shown-value.ts";

/** How many common characters are shown before the first difference of two long texts. */
const COMMON_CHARACTERS = 20;

/** A place where two JSON values differ. */
export interface Difference {
  /** Where, as a JSON Pointer (RFC 6901), shortened; "" is the whole document. */
  readonly pointer: string;
  /** The first value there, short enough to print; absent if it has no such member. */
  readonly a?: string;
  /** The second value there. */
  readonly b?: string;
}

export interface Differences {
  readonly total: number;
  /** The first differences, up to the requested number. */
  readonly first: readonly Difference[];
}

/**
 * The differences between two JSON values, at the deepest possible places. Values parsed from canonical JSON
 * differ if and only if their cache keys do. An absent member differs from null, an absent document (undefined) from
 * any other; items are compared by index.
 * Linear in the size of the values, which must have passed `parseExactJson`: it limits the depth of the recursion.
 */
export function differencesOf(a: unknown, b: unknown, limit: number): Differences {
  const first: Difference[] = [];
  let total = 0;
  const found: Found = (path, difference) => {
    total++;
    if (total <= limit) first.push({ pointer: shownPointer(toPointer(path)), ...difference() });
  };
  compare(a, b, [], found);
  return { total, first };
}

type Path = (string | number)[];
/** The values are written out only for a difference that is shown: two maps may differ in millions of places. */
type Found = (path: Path, difference: () => Omit<Difference, "pointer">) => void;

/** Walks with one growing and shrinking path, and writes out a pointer only for a difference that is shown. */
function compare(a: unknown, b: unknown, path: Path, found: Found): void {
  if (Array.isArray(a) && Array.isArray(b)) compareItems(a, b, path, found);
  else if (isObject(a) && isObject(b)) compareMembers(a, b, path, found);
  else if (a !== b) found(path, () => shownApart(a, b));
}

function compareItems(
  a: readonly unknown[],
  b: readonly unknown[],
  path: Path,
  found: Found,
): void {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    path.push(index);
    if (index >= b.length) found(path, () => ({ a: shown(a[index]) }));
    else if (index >= a.length) found(path, () => ({ b: shown(b[index]) }));
    else compare(a[index], b[index], path, found);
    path.pop();
  }
}

function compareMembers(a: JsonObject, b: JsonObject, path: Path, found: Found): void {
  for (const [name, member] of Object.entries(a)) {
    path.push(name);
    if (Object.hasOwn(b, name)) compare(member, b[name], path, found);
    else found(path, () => ({ a: shown(member) }));
    path.pop();
  }
  for (const [name, member] of Object.entries(b)) {
    if (Object.hasOwn(a, name)) continue;
    found([...path, name], () => ({ b: shown(member) }));
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Shows long texts from shortly before their first difference, and leaves out an absent document. */
function shownApart(a: unknown, b: unknown): Omit<Difference, "pointer"> {
  if (a === undefined) return { b: shown(b) };
  if (b === undefined) return { a: shown(a) };
  if (typeof a !== "string" || typeof b !== "string") return { a: shown(a), b: shown(b) };
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  const from = common - COMMON_CHARACTERS;
  if (from <= 0) return { a: shown(a), b: shown(b) };
  return {
    a: `…${shown(a.slice(from).toWellFormed())}`,
    b: `…${shown(b.slice(from).toWellFormed())}`,
  };
}
