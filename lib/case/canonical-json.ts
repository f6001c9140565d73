import stringify from "json-stable-stringify";
import { required } from "../required.ts";
import type { NumberList } from "./json/number-lists.ts";

/**
 * A placeholder, with a number, for a run of items until the rest is written. `JSON.stringify` writes it as
 * `"\ud800…"`, which no other value produces: other strings are well-formed, so a backslash after a quote only
 * comes before a control character, a quote or another backslash.
 */
const MARK = "\ud800";
const MARK_AS_WRITTEN = /"\\ud800(\d+)"/g;
/** The mark of a skeleton (json/skeleton.ts), which is as unmistakable. */
const LIST_MARK_AS_WRITTEN = /"\\ud801(\d+)"/g;
/** Shorter runs are just as fast without a placeholder. */
const SHORTEST_RUN = 8;

/**
 * The canonical JSON of a JSON value, as RFC 8785 defines it: members sorted by UTF-16 code units, no white
 * space, strings and numbers as ECMAScript writes them. Two values are equal for the cache if and only if
 * this text is equal.
 *
 * The value must have passed `parseExactJson`: the result is wrong for strings that are not well-formed.
 *
 * @param lists what is written for the marks in the document of a skeleton
 */
export function canonicalJson(value: unknown, lists: readonly NumberList[] = []): string {
  const runs: string[] = [];
  const text = stringify(value, {
    replacer: (_key, member) => (Array.isArray(member) ? withoutRuns(member, runs) : member),
  });
  if (text === undefined) throw new TypeError("canonicalJson: expected a JSON value");
  const written = text.replace(MARK_AS_WRITTEN, (_mark, run) =>
    required(runs[Number(run)], "a mark names a run"),
  );
  if (lists.length === 0) return written;
  return written.replace(
    LIST_MARK_AS_WRITTEN,
    (_mark, list) => required(lists[Number(list)], "a mark names a list").text,
  );
}

/**
 * Replaces long runs of numbers, texts and literals in an array by a placeholder each. They have no members to
 * sort, so `JSON.stringify` writes the same text, in a fifth of the time and with an eighth of the memory:
 * json-stable-stringify makes a string of each item.
 */
function withoutRuns(items: readonly unknown[], runs: string[]): readonly unknown[] {
  if (items.length < SHORTEST_RUN) return items;
  const kept: unknown[] = [];
  for (let at = 0; at < items.length;) {
    const end = endOfRun(items, at);
    const run = items.slice(at, end);
    if (run.length < SHORTEST_RUN) kept.push(...run);
    else kept.push(`${MARK}${runs.push(JSON.stringify(run).slice(1, -1)) - 1}`);
    if (end < items.length) kept.push(items[end]);
    at = end + 1;
  }
  return kept;
}

/** The index after the last of the items from `start` on that have no members. */
function endOfRun(items: readonly unknown[], start: number): number {
  let end = start;
  while (end < items.length && !hasMembers(items[end])) end++;
  return end;
}

function hasMembers(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
