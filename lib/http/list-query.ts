import type { Context } from "hono";
import { ClarityError } from "../errors.ts";
import { readCursor } from "../service/case-list/cursor.ts";
import type { ListQuery } from "../service/case-list/case-list.ts";
import { FILTERS, isFilter, type Filter } from "../service/case-list/filters.ts";
import { wordsIn } from "../service/case-list/search.ts";
import { FIRST_SORT, isSort, SORTS, type Place, type Sort } from "../service/case-list/sorts.ts";
import type { AppEnv } from "./app-env.ts";

export const LIMITS = { default: 100, max: 1_000 } as const;
export const MAX_QUERY_CHARACTERS = 200;
/** The filter that keeps every case. */
export const ALL = "all";

/**
 * The part of a list that a request asks for: `limit`, `cursor`, `q`, `filter`, `sort` and `partial`.
 *
 * @throws ClarityError `invalid_request`
 */
export function listQueryIn(context: Context<AppEnv>): Omit<ListQuery, "facts"> {
  const given = new URL(context.req.url).searchParams;
  const listing = { words: wordsIn(searchIn(given)), filter: filterIn(given), sort: sortIn(given) };
  const after = placeIn(given, listing);
  return { ...listing, limit: limitIn(given), after, partial: partialIn(given) };
}

/** The link to the next page. It has only a query, so it is right behind any path prefix (RFC 8288). */
export function nextLink(context: Context<AppEnv>, cursor: string): string {
  const query = new URLSearchParams();
  for (const name of ["q", "filter", "sort", "limit", "partial"]) {
    const value = context.req.query(name);
    if (value !== undefined) query.set(name, value);
  }
  query.set("cursor", cursor);
  return `<?${query.toString()}>; rel="next"`;
}

/** @throws ClarityError `invalid_request` */
export function limitIn(given: URLSearchParams): number {
  const text = only(given, "limit");
  if (text === undefined) return LIMITS.default;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LIMITS.max) return limit;
  const expected = `a whole number from 1 to ${LIMITS.max}`;
  throw malformed("limit", expected, `Without it, a page has ${LIMITS.default} entries.`);
}

function searchIn(given: URLSearchParams): string {
  const text = only(given, "q") ?? "";
  if (text.length <= MAX_QUERY_CHARACTERS) return text;
  throw malformed("q", `at most ${MAX_QUERY_CHARACTERS} characters`, "Search for fewer words.");
}

function filterIn(given: URLSearchParams): Filter | undefined {
  const text = only(given, "filter");
  if (text === undefined || text === ALL) return undefined;
  if (isFilter(text)) return text;
  const expected = `one of ${[ALL, ...FILTERS].join(", ")}`;
  throw malformed("filter", expected, "Leave it out to list all cases.");
}

function partialIn(given: URLSearchParams): boolean {
  const text = only(given, "partial");
  if (text === undefined || text === "true") return text !== undefined;
  throw malformed("partial", "true", "Leave it out to wait until all cases have been read.");
}

function sortIn(given: URLSearchParams): Sort {
  const text = only(given, "sort");
  if (text === undefined) return FIRST_SORT;
  if (isSort(text)) return text;
  throw malformed("sort", `one of ${SORTS.join(", ")}`, `Without it, the order is ${FIRST_SORT}.`);
}

function placeIn(
  given: URLSearchParams,
  listing: Pick<ListQuery, "words" | "filter" | "sort">,
): Place | undefined {
  const text = cursorIn(given);
  if (text === undefined) return undefined;
  const place = readCursor(text, listing);
  if (typeof place === "object") return place;
  const expected =
    place === "malformed"
      ? "a value from the Link header of a page"
      : "a value from a page with the same q, filter and sort";
  throw malformedCursor(expected);
}

/** @throws ClarityError `invalid_request` */
export function cursorIn(given: URLSearchParams): string | undefined {
  return only(given, "cursor");
}

export function malformedCursor(expected: string): ClarityError {
  return malformed("cursor", expected, "Leave it out to begin with the first page.");
}

function only(given: URLSearchParams, name: string): string | undefined {
  const values = given.getAll(name);
  if (values.length > 1) throw malformed(name, "one value", "Send it once.");
  return values[0];
}

/** Does not repeat the value, which may be long or contain control characters. */
function malformed(name: string, expected: string, advice: string): ClarityError {
  const message = `The query is malformed: ${name}: expected ${expected}. ${advice}`;
  return new ClarityError("invalid_request", message);
}
