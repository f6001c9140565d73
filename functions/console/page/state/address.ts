import { CASE_ID } from "../../../../lib/case/case-id.ts";

/** What the address bar says of the view: `/?q=lobe&sort=newest#/case/case_001`. */
export const SORTS = ["id", "title", "newest", "oldest", "steadiest", "least-steady"] as const;
export type Sort = (typeof SORTS)[number];

export interface Address {
  /** What is searched for; empty for all cases. */
  readonly query: string;
  readonly sort: Sort;
  /** The case that is open; undefined for the list. */
  readonly caseId: string | undefined;
}

const CASE = "#/case/";
const FIRST_SORT: Sort = "id";
/** A longer search would not fit into the address bar of every browser. */
const LONGEST_QUERY = 200;

/** The view that an address names; what it does not know, it passes over. */
export function parseAddress({ search, hash }: { search: string; hash: string }): Address {
  const given = new URLSearchParams(search);
  const sort = SORTS.find((known) => known === given.get("sort"));
  return {
    query: shortened(given.get("q") ?? ""),
    sort: sort ?? FIRST_SORT,
    caseId: caseIdIn(hash),
  };
}

function caseIdIn(hash: string): string | undefined {
  const caseId = hash.startsWith(CASE) ? hash.slice(CASE.length) : "";
  return CASE_ID.test(caseId) ? caseId : undefined;
}

/** The address of a view, from the root of the host. */
export function formatAddress({ query, sort, caseId }: Address): string {
  const given = new URLSearchParams();
  if (query !== "") given.set("q", shortened(query));
  if (sort !== FIRST_SORT) given.set("sort", sort);
  const search = given.size === 0 ? "" : `?${given.toString()}`;
  return `/${search}${caseId === undefined ? "" : `${CASE}${caseId}`}`;
}

function shortened(query: string): string {
  return Array.from(query).slice(0, LONGEST_QUERY).join("");
}
