import { CASE_ID } from "../../../../lib/case/case-id.ts";

export const SORTS = ["id", "title", "newest", "oldest", "steadiest", "least-steady"] as const;
export type Sort = (typeof SORTS)[number];

/** Which cases of the list are shown: the names of the service's counts. */
export const FILTERS = [
  "all",
  "failed_checks",
  "record_differs",
  "no_report",
  "unreadable",
] as const;
export type Filter = (typeof FILTERS)[number];

export const LIST = { name: "list" } as const;

export type View =
  | typeof LIST
  | { readonly name: "verify" | "batch" }
  | { readonly name: "case"; readonly caseId: string }
  /** `a` is a case id; `b` is another one, or `report:<cache key>`, an earlier report of `a`. */
  | { readonly name: "compare"; readonly a: string; readonly b: string };

/** What the address bar says: `?q=lobe&sort=newest&filter=no_report#/case/case_001`. */
export interface Address {
  /** What is searched for; empty for all cases. */
  readonly query: string;
  readonly sort: Sort;
  readonly filter: Filter;
  readonly view: View;
}

const FIRST_SORT: Sort = "id";
const FIRST_FILTER: Filter = "all";
/** A longer search would not fit into the address bar of every browser. */
const LONGEST_QUERY = 200;
const CASE = /^#\/case\/([^/]+)$/;
const COMPARE = /^#\/compare\/([^/]+)\/([^/]+)$/;
const REPORT = /^report:[0-9a-f]{64}$/;

/** Invalid parts of an address are ignored. */
export function parseAddress({ search, hash }: { search: string; hash: string }): Address {
  const given = new URLSearchParams(search);
  return {
    query: shortened(given.get("q") ?? ""),
    sort: SORTS.find((known) => known === given.get("sort")) ?? FIRST_SORT,
    filter: FILTERS.find((known) => known === given.get("filter")) ?? FIRST_FILTER,
    view: viewIn(hash),
  };
}

function viewIn(hash: string): View {
  if (hash === "#/verify") return { name: "verify" };
  if (hash === "#/batch") return { name: "batch" };
  const [, caseId = ""] = CASE.exec(hash) ?? [];
  if (CASE_ID.test(caseId)) return { name: "case", caseId };
  const [, a = "", b = ""] = COMPARE.exec(hash) ?? [];
  return CASE_ID.test(a) && isOther(b) ? { name: "compare", a, b } : LIST;
}

function isOther(compared: string): boolean {
  return CASE_ID.test(compared) || REPORT.test(compared);
}

/** The address of a view, relative to the page, which may be behind a path prefix. */
export function formatAddress({ query, sort, filter, view }: Address): string {
  const given = new URLSearchParams();
  if (query !== "") given.set("q", shortened(query));
  if (sort !== FIRST_SORT) given.set("sort", sort);
  if (filter !== FIRST_FILTER) given.set("filter", filter);
  return `./${given.size === 0 ? "" : `?${given.toString()}`}${hashOf(view)}`;
}

function hashOf(view: View): string {
  switch (view.name) {
    case "list":
      return "";
    case "case":
      return `#/case/${view.caseId}`;
    case "compare":
      return `#/compare/${view.a}/${view.b}`;
    case "verify":
    case "batch":
      return `#/${view.name}`;
    default:
      return view satisfies never;
  }
}

function shortened(query: string): string {
  return Array.from(query).slice(0, LONGEST_QUERY).join("");
}
