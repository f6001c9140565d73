import { describe, expect, test } from "vitest";
import type { CaseSummary, ListedCase } from "../../../../lib/http/answers.ts";
import { nameOf, summaryIn } from "../../../../functions/console/page/list/listed.ts";
import {
  evaluatedWords,
  lowestEsi,
  selection,
} from "../../../../functions/console/page/list/selection.ts";

function summary(case_id: string, members: Partial<CaseSummary> = {}): CaseSummary {
  return {
    case_id,
    title: `Title of ${case_id}`,
    description: null,
    synthetic: true,
    model_id: null,
    evaluated_at: "2025-01-01T00:00:00.000Z",
    axes: [],
    ...members,
  };
}

const axis = (mean_esi: number | null, name = "contrast") => ({
  axis: name,
  mean_esi,
  mean_drift: 0,
});

const CASES = [
  summary("case_10", {
    title: "beta",
    evaluated_at: "2025-03-01T00:00:00.000Z",
    axes: [axis(0.9)],
  }),
  summary("case_2", { title: "Alpha", evaluated_at: "2024-03-01T00:00:00.000Z" }),
  summary("case_1", {
    title: "Stabilité de l’évidence",
    description: "An effusion at the left",
    synthetic: false,
    evaluated_at: "2026-03-01T00:00:00.000Z",
    axes: [axis(0.2), axis(0.4, "gaussian_noise")],
  }),
];

const ids = (cases: readonly ListedCase[]) => cases.map(({ case_id }) => case_id);

describe("the order", () => {
  test.each([
    ["id", ["case_1", "case_2", "case_10"]],
    ["title", ["case_2", "case_10", "case_1"]],
    ["newest", ["case_1", "case_10", "case_2"]],
    ["oldest", ["case_2", "case_10", "case_1"]],
    ["steadiest", ["case_10", "case_1", "case_2"]],
    ["least-steady", ["case_1", "case_10", "case_2"]],
  ] as const)("is by %s", (sort, expected) => {
    expect(ids(selection(CASES, "", sort))).toEqual(expected);
  });

  test("is by id when the rest is equal, also for cases without axes", () => {
    const equal = [summary("b"), summary("a"), summary("c")];
    for (const sort of ["newest", "oldest", "steadiest", "least-steady"] as const) {
      expect(ids(selection(equal, "", sort))).toEqual(["a", "b", "c"]);
    }
  });

  test("treats an invalid time as the oldest", () => {
    const cases = [...CASES, summary("odd", { evaluated_at: "yesterday" })];
    expect(ids(selection(cases, "", "oldest"))[0]).toBe("odd");
  });

  test("leaves the given cases as they were", () => {
    const before = ids(CASES);
    selection(CASES, "", "title");
    expect(ids(CASES)).toEqual(before);
  });
});

describe("the search", () => {
  test.each([
    ["", ["case_1", "case_2", "case_10"]],
    ["  ", ["case_1", "case_2", "case_10"]],
    ["ALPHA", ["case_2"]],
    ["evidence", ["case_1"]],
    ["case_1", ["case_1", "case_10"]],
    ["left effusion", ["case_1"]],
    ["left alpha", []],
    ["gaussian", ["case_1"]],
    ["real", ["case_1"]],
    [".*", []],
  ])("for %j finds %j", (query, expected) => {
    expect(ids(selection(CASES, query, "id"))).toEqual(expected);
  });

  test("takes less time for a thousand cases than two key strokes", () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      summary(`case_${index}`, { description: "A description of some length. ".repeat(8) }),
    );
    expect(selection(many, "case_99", "title").length).toBe(11);
  });
});

test("the lowest ESI of a case is that of its least steady axis, if it has one", () => {
  expect(CASES.map(lowestEsi)).toEqual([0.9, undefined, 0.2]);
});

test("an axis without an ESI is ignored", () => {
  expect(lowestEsi(summary("a", { axes: [axis(null), axis(0.5)] }))).toBe(0.5);
  expect(lowestEsi(summary("a", { axes: [axis(null)] }))).toBeUndefined();
});

test("a time is shown to the minute, if the case states one", () => {
  expect(evaluatedWords("2025-10-14T09:30:59.999Z")).toBe("2025-10-14 09:30 UTC");
  expect(evaluatedWords(null)).toBeUndefined();
  expect(evaluatedWords("soon")).toBeUndefined();
});

describe("a case that states little, or cannot be read", () => {
  const problem = { code: "unreportable_case", detail: "manifest.json: expected JSON" };
  const broken: ListedCase = { case_id: "broken", problem };
  const bare = summary("bare", {
    title: null,
    synthetic: null,
    evaluated_at: null,
    model_id: "vlm-7b",
  });
  const all = [...CASES, broken, bare];

  test("is called by its id", () => {
    expect([broken, bare, summary("a", { title: " " })].map(nameOf)).toEqual([
      "broken",
      "bare",
      "a",
    ]);
  });

  test.each([
    ["unreadable", ["broken"]],
    ["expected json", ["broken"]],
    ["vlm-7b", ["bare"]],
    ["synthetic", ["case_2", "case_10"]],
  ])("for %j the search finds %j", (query, expected) => {
    expect(ids(selection(all, query, "id"))).toEqual(expected);
  });

  test("is last when the order is by a value that it does not state", () => {
    expect(ids(selection(all, "", "newest")).slice(-2)).toEqual(["bare", "broken"]);
    expect(ids(selection(all, "", "least-steady")).slice(-3)).toEqual(["bare", "broken", "case_2"]);
    expect(lowestEsi(broken)).toBeUndefined();
    expect(summaryIn(undefined)).toBeUndefined();
  });
});
