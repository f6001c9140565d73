import { CASE_ID } from "../../../../lib/case/case-id.ts";

/** The orders of the list: the names of the service. The worst cases come first. */
export const SORTS = [
  "lowest_esi",
  "-highest_drift",
  "-failed_checks",
  "record",
  "model",
  "report",
  "title",
  "id",
  "-evaluated_at",
  "evaluated_at",
] as const;
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
  | { readonly name: "verify" }
  /** Without an id, all batches of this browser. */
  | { readonly name: "batch"; readonly id?: string }
  | { readonly name: "case"; readonly caseId: string }
  /** Each is a case id, or `report:<cache key>` for a stored report, such as an earlier one of the case. */
  | { readonly name: "compare"; readonly a: string; readonly b: string };

/** What the address bar says: `?q=lobe&sort=title&filter=no_report#/case/case_001`. */
export interface Address {
  /** What is searched for; empty for all cases. */
  readonly query: string;
  readonly sort: Sort;
  readonly filter: Filter;
  readonly view: View;
}

const FIRST_SORT: Sort = "lowest_esi";
const FIRST_FILTER: Filter = "all";
/** A longer search would not fit into the address bar of every browser. */
const LONGEST_QUERY = 200;
const CASE = /^#\/case\/([^/]+)$/;
const COMPARE = /^#\/compare\/([^/]+)\/([^/]+)$/;
const BATCH = /^#\/batch(?:\/([0-9a-f]{16}))?$/;
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
  const batch = BATCH.exec(hash);
  if (batch !== null) return { name: "batch", ...(batch[1] === undefined ? {} : { id: batch[1] }) };
  const [, caseId = ""] = CASE.exec(hash) ?? [];
  if (CASE_ID.test(caseId)) return { name: "case", caseId };
  const [, a = "", b = ""] = COMPARE.exec(hash) ?? [];
  return isCompared(a) && isCompared(b) ? { name: "compare", a, b } : LIST;
}

function isCompared(compared: string): boolean {
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
    case "batch":
      return view.id === undefined ? "#/batch" : `#/batch/${view.id}`;
    case "verify":
      return "#/verify";
    default:
      return view satisfies never;
  }
}

function shortened(query: string): string {
  return Array.from(query).slice(0, LONGEST_QUERY).join("");
}
