import { expect, test } from "vitest";
import type { RecordSummary } from "../../../lib/case/record.ts";
import type { CaseRow } from "../../../lib/service/case-list/listed-case.ts";
import { comparePlaces, placeOf, SORTS, type Sort } from "../../../lib/service/case-list/sorts.ts";

interface Stated {
  readonly title?: string;
  readonly model?: string;
  readonly at?: string;
  readonly esi?: number;
  readonly drift?: number;
  readonly fail?: number;
  readonly record?: RecordSummary;
  readonly report?: "ready" | "missing";
}

const extreme = (figure: number | undefined) =>
  figure === undefined ? null : { axis: "contrast", value: "0p8", figure };

function summary(
  case_id: string,
  { title, model, at, esi, drift, fail, record, report }: Stated = {},
): CaseRow {
  return {
    case_id,
    title: title ?? null,
    description: null,
    synthetic: null,
    model_id: model ?? null,
    evaluated_at: at ?? null,
    lowest_esi: extreme(esi),
    highest_drift: extreme(drift),
    axes: [],
    checks: fail === undefined ? null : { hold: 1, fail, unchecked: 2 },
    record: record ?? null,
    key: null,
    report: report ?? null,
  };
}

const CASES: readonly CaseRow[] = [
  summary("a", {
    title: "beta",
    model: "m2",
    at: "2025-01-01T00:00:00Z",
    esi: 0.5,
    drift: 3.2,
    fail: 0,
    record: "confirmed",
    report: "ready",
  }),
  summary("b", {
    title: "Álpha",
    model: "M1",
    at: "2024-06-01",
    esi: 7.5,
    drift: 0,
    fail: 3,
    record: "none",
    report: "missing",
  }),
  summary("c", {
    title: "alpha",
    model: "m1",
    at: "2025-01-01T01:00:00+02:00",
    esi: 0,
    drift: 0.1,
    fail: 0,
    record: "differs",
  }),
  summary("d", { title: " ", at: "yesterday" }),
  { case_id: "broken", problem: { code: "unreportable_case", detail: "why" } },
];

const known = (row: CaseRow) => ({ caseId: row.case_id, row });

function sorted(sort: Sort, cases: readonly CaseRow[] = CASES): string {
  const places = cases.map((row) => placeOf(known(row), sort)).sort(comparePlaces(sort));
  return places.map(({ caseId }) => caseId).join(" ");
}

test.each([
  ["id", "a b broken c d"],
  ["-id", "d c broken b a"],
  ["title", "b c a broken d"],
  ["-title", "a b c broken d"],
  ["model", "b c a broken d"],
  ["-model", "a b c broken d"],
  ["evaluated_at", "b c a broken d"],
  ["-evaluated_at", "a c b broken d"],
  ["lowest_esi", "c a b broken d"],
  ["-lowest_esi", "b a c broken d"],
  ["highest_drift", "b c a broken d"],
  ["-highest_drift", "a c b broken d"],
  ["failed_checks", "a c b broken d"],
  ["-failed_checks", "b a c broken d"],
  ["record", "c b a broken d"],
  ["-record", "a b c broken d"],
  ["report", "b a broken c d"],
  ["-report", "a b broken c d"],
] as const)("by %s, cases without the value come last, in the order of ids", (sort, expected) => {
  expect(sorted(sort)).toBe(expected);
  expect(sorted(sort, CASES.toReversed())).toBe(expected);
});

test("the table above has every order", () => {
  expect(SORTS).toHaveLength(18);
});

test("a text is compared by its first 100 characters, so that a cursor is short", () => {
  const listed = summary("a", { title: `${"x".repeat(99)}😀${"y".repeat(1_000)}` });
  const { value } = placeOf(known(listed), "title");
  expect(value).toHaveLength(100);
  expect(String(value).isWellFormed()).toBe(true);
});
