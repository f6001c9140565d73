import { summaryIn, type ListedCase } from "./listed-case.ts";
import { folded } from "./search.ts";

/** Undefined where a case does not state the value. */
type SortValue = string | number | undefined;

/** What cases can be sorted by. A new order is one more entry. */
const VALUES = {
  id: ({ case_id: caseId }) => caseId,
  title: (listed) => text(summaryIn(listed)?.title),
  model: (listed) => text(summaryIn(listed)?.model_id),
  evaluated_at: (listed) => time(summaryIn(listed)?.evaluated_at),
  lowest_esi: (listed) => summaryIn(listed)?.lowest_esi?.figure,
  highest_drift: (listed) => summaryIn(listed)?.highest_drift?.figure,
} as const satisfies Readonly<Record<string, (listed: ListedCase) => SortValue>>;

type SortKey = keyof typeof VALUES;

/** An order of the list; with a hyphen, the highest value comes first. */
export type Sort = SortKey | `-${SortKey}`;

function isSortKey(name: string): name is SortKey {
  return Object.hasOwn(VALUES, name);
}

/** Every order, in the order of the table. */
export const SORTS: readonly Sort[] = Object.keys(VALUES)
  .filter(isSortKey)
  .flatMap((key) => [key, `-${key}`] as const);

export const FIRST_SORT: Sort = "id";

export function isSort(name: string): name is Sort {
  return isSortKey(name.replace(/^-/, ""));
}

/** Where a case stands in an order. */
export interface Place {
  readonly value: SortValue;
  readonly caseId: string;
}

export function placeOf(listed: ListedCase, sort: Sort): Place {
  const key = sort.replace(/^-/, "");
  const value = isSortKey(key) ? VALUES[key](listed) : undefined;
  return { value, caseId: listed.case_id };
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
