import type { KnownCase } from "./known-case.ts";
import type { CaseRow } from "./listed-case.ts";

type ReadableRow = Exclude<CaseRow, { readonly problem: unknown }>;

/** Whether a readable case is kept; null where that is not known yet. */
const TESTS = {
  failed_checks: ({ checks }) => checks && checks.fail > 0,
  record_differs: ({ record }) => record && record === "differs",
  no_report: ({ report }) => report && report === "missing",
  // Without a key, not all of its artifacts were read.
  unreadable: ({ key }) => (key === null ? null : false),
} as const satisfies Readonly<Record<string, (row: ReadableRow) => boolean | null>>;

/** What a list can be limited to. */
export type Filter = keyof typeof TESTS;

export function isFilter(name: string): name is Filter {
  return Object.hasOwn(TESTS, name);
}

export const FILTERS: readonly Filter[] = Object.keys(TESTS).filter(isFilter);

/** Whether the filter keeps the case; null while that is not known. */
export function isKept({ row }: KnownCase, filter: Filter): boolean | null {
  if (row === undefined) return null;
  return "problem" in row ? filter === "unreadable" : TESTS[filter](row);
}

/** How many of the cases that a search finds each filter keeps; null while that is not known of all of them. */
export type Counts = Readonly<Record<Filter, number | null>> & {
  readonly all: number;
  /** Of how many the summary is known. */
  readonly read: number;
  /** Of how many all artifacts were read. */
  readonly known: number;
};

export function countsOf(found: readonly KnownCase[]): Counts {
  const countOf = (filter: Filter): number | null => {
    let count = 0;
    for (const known of found) {
      const kept = isKept(known, filter);
      if (kept === null) return null;
      if (kept) count++;
    }
    return count;
  };
  return {
    all: found.length,
    read: found.filter(({ row }) => row !== undefined).length,
    known: found.filter((known) => isKept(known, "unreadable") !== null).length,
    failed_checks: countOf("failed_checks"),
    record_differs: countOf("record_differs"),
    no_report: countOf("no_report"),
    unreadable: countOf("unreadable"),
  };
}
