import { shown, shownPointer } from "./faults.ts";
import { toPointer } from "./json-scan.ts";

/** Of two long texts, how much of what they have in common is shown before the place where they part. */
const COMMON_CHARACTERS = 20;

/** A place where two JSON values differ. */
export interface Difference {
  /** Where, as a JSON Pointer (RFC 6901), shortened; "" is the whole document. */
  readonly pointer: string;
  /** What the first value has there, short enough to print; left out where it has nothing. */
  readonly a?: string;
  /** What the second one has there. */
  readonly b?: string;
}

export interface Differences {
  readonly total: number;
  /** The first of them, as many as were asked for. */
  readonly first: readonly Difference[];
}

/**
 * What makes two JSON values differ: the places that are as deep as can be. Values parsed from canonical
 * JSON differ exactly where the cache key sees it. A member that is absent differs from one that is null;
 * items are compared by their index. Linear in the size of the values, which must have passed
 * `parseExactJson`: it is their depth that bounds the recursion.
 */
export function differencesOf(a: unknown, b: unknown, limit: number): Differences {
  const first: Difference[] = [];
  let total = 0;
  const found = (path: Path, difference: Omit<Difference, "pointer">): void => {
    total++;
    if (total <= limit) first.push({ pointer: shownPointer(toPointer(path)), ...difference });
  };
  compare(a, b, [], found);
  return { total, first };
}

type Path = (string | number)[];
type Found = (path: Path, difference: Omit<Difference, "pointer">) => void;

/** Walks with one growing and shrinking path: a pointer is only written out for what is shown. */
function compare(a: unknown, b: unknown, path: Path, found: Found): void {
  if (Array.isArray(a) && Array.isArray(b)) compareItems(a, b, path, found);
  else if (isObject(a) && isObject(b)) compareMembers(a, b, path, found);
  else if (a !== b) found(path, shownApart(a, b));
}

function compareItems(
  a: readonly unknown[],
  b: readonly unknown[],
  path: Path,
  found: Found,
): void {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    path.push(index);
    if (index >= b.length) found(path, { a: shown(a[index]) });
    else if (index >= a.length) found(path, { b: shown(b[index]) });
    else compare(a[index], b[index], path, found);
    path.pop();
  }
}

function compareMembers(a: JsonObject, b: JsonObject, path: Path, found: Found): void {
  for (const [name, member] of Object.entries(a)) {
    path.push(name);
    if (Object.hasOwn(b, name)) compare(member, b[name], path, found);
    else found(path, { a: shown(member) });
    path.pop();
  }
  for (const [name, member] of Object.entries(b)) {
    if (Object.hasOwn(a, name)) continue;
    found([...path, name], { b: shown(member) });
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Long texts that begin alike are shown from shortly before the place where they part. */
function shownApart(a: unknown, b: unknown): { a: string; b: string } {
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
