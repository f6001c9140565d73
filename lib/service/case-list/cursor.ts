import * as v from "valibot";
import { sha256Hex } from "../../case/cache-key.ts";
import type { Filter } from "./filters.ts";
import { isSort, type Place, type Sort } from "./sorts.ts";

/** What a cursor continues: the same search in the same order. */
interface Listing {
  readonly sort: Sort;
  readonly filter: Filter | undefined;
  readonly words: readonly string[];
}

const CursorSchema = v.strictTuple([
  v.pipe(v.string(), v.check(isSort)),
  v.string(),
  v.union([v.string(), v.number(), v.null()]),
  v.string(),
]);

/**
 * The position after a case, as text for a client. It names the place of the last case of a page, not a number, so
 * that cases that come or go between two pages make no other case appear twice or not at all.
 */
export function cursorAfter({ value, caseId }: Place, listing: Listing): string {
  const content = [listing.sort, searchId(listing), value ?? null, caseId];
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

/** Why a cursor cannot be used. */
export type CursorFault = "malformed" | "of_another_list";

export function readCursor(cursor: string, listing: Listing): Place | CursorFault {
  const result = v.safeParse(CursorSchema, parsed(cursor));
  if (!result.success) return "malformed";
  const [sort, search, value, caseId] = result.output;
  if (sort !== listing.sort || search !== searchId(listing)) return "of_another_list";
  return { value: value ?? undefined, caseId };
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Short, because a search may have 200 characters. */
function searchId({ words, filter }: Listing): string {
  if (words.length === 0 && filter === undefined) return "";
  return sha256Hex([filter ?? "", ...words].join(" ")).slice(0, 8);
}
