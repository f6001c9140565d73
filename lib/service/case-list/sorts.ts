import { RECORD_SUMMARIES } from "../../case/record.ts";
import type { KnownCase } from "./known-case.ts";
import type { CaseRow } from "./listed-case.ts";
import { folded } from "./search.ts";

/** Undefined where a case does not state the value, or it is not known yet. */
type SortValue = string | number | undefined;

type ReadableRow = Exclude<CaseRow, { readonly problem: unknown }>;

/** What cases can be sorted by. A new order is one more entry. */
const VALUES = {
  title: ({ title }) => text(title),
  model: ({ model_id: model }) => text(model),
  evaluated_at: ({ evaluated_at: at }) => time(at),
  lowest_esi: ({ lowest_esi: lowest }) => lowest?.figure,
  highest_drift: ({ highest_drift: highest }) => highest?.figure,
  failed_checks: ({ checks }) => checks?.fail,
  // The worst state comes first.
  record: ({ record }) => (record === null ? undefined : RECORD_SUMMARIES.indexOf(record)),
  report: ({ report }) => (report === null ? undefined : report === "missing" ? 0 : 1),
} as const satisfies Readonly<Record<string, (row: ReadableRow) => SortValue>>;

type SortKey = "id" | keyof typeof VALUES;

/** An order of the list; with a hyphen, the highest value comes first. */
export type Sort = SortKey | `-${SortKey}`;

function isValue(name: string): name is keyof typeof VALUES {
  return Object.hasOwn(VALUES, name);
}

function isSortKey(name: string): name is SortKey {
  return name === "id" || isValue(name);
}

/** Every order, in the order of the table. */
export const SORTS: readonly Sort[] = ["id", ...Object.keys(VALUES)]
  .filter(isSortKey)
  .flatMap((key) => [key, `-${key}`] as const);

export const FIRST_SORT: Sort = "id";

export function isSort(name: string): name is Sort {
  return isSortKey(name.replace(/^-/, ""));
}

/** What an order needs to know of a case: its name, its summary, or all of its artifacts. */
export function needOf(sort: Sort): "name" | "summary" | "facts" {
  const key = sort.replace(/^-/, "");
  if (key === "id") return "name";
  return key === "failed_checks" || key === "record" || key === "report" ? "facts" : "summary";
}

/** Where a case stands in an order. */
export interface Place {
  readonly value: SortValue;
  readonly caseId: string;
}

export function placeOf({ caseId, row }: KnownCase, sort: Sort): Place {
  const key = sort.replace(/^-/, "");
  if (key === "id") return { value: caseId, caseId };
  if (row === undefined || "problem" in row || !isValue(key)) return { value: undefined, caseId };
  return { value: VALUES[key](row), caseId };
}

/** Compares places. Cases without the value come last in both directions; equal values are in the order of ids. */
export function comparePlaces(sort: Sort): (one: Place, other: Place) => number {
  const direction = sort.startsWith("-") ? -1 : 1;
  return (one, other) =>
    compareValues(one.value, other.value, direction) || compare(one.caseId, other.caseId);
}

function compareValues(one: SortValue, other: SortValue, direction: 1 | -1): number {
  if (one === undefined || other === undefined) {
    return (one === undefined ? 1 : 0) - (other === undefined ? 1 : 0);
  }
  return direction * compare(one, other);
}

/** By code unit, as ids are sorted everywhere: the order must not depend on a locale. */
function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A cursor contains the value, so it must be short. Texts that are equal so far are in the order of ids. */
const COMPARED_CHARACTERS = 100;

function text(stated: string | null | undefined): string | undefined {
  const words = folded(stated ?? "").trim();
  return words === "" ? undefined : words.slice(0, COMPARED_CHARACTERS).toWellFormed();
}

function time(stated: string | null | undefined): number | undefined {
  const milliseconds = Date.parse(stated ?? "");
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
