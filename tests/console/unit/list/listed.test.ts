import { expect, test } from "vitest";
import type { CaseSummary, ListedCase } from "../../../../lib/http/answers.ts";
import {
  evaluatedWords,
  nameOf,
  summaryIn,
} from "../../../../functions/console/page/list/listed.ts";

const STATED: CaseSummary = {
  case_id: "case_1",
  title: "A title",
  description: null,
  synthetic: null,
  model_id: null,
  evaluated_at: null,
  lowest_esi: null,
  highest_drift: null,
  axes: [],
};
const BROKEN: ListedCase = {
  case_id: "broken",
  problem: { code: "unreportable_case", detail: "manifest.json: expected JSON" },
};

test("a case is called by its title, or by its id when it states none or cannot be read", () => {
  const named = [STATED, { ...STATED, title: null }, { ...STATED, title: " " }, BROKEN].map(nameOf);
  expect(named).toEqual(["A title", "case_1", "case_1", "broken"]);
});

test("only a readable case has a summary", () => {
  expect([STATED, BROKEN, undefined].map(summaryIn)).toEqual([STATED, undefined, undefined]);
});

test("a time is shown to the minute, if the case states one", () => {
  expect(evaluatedWords("2025-10-14T09:30:59.999Z")).toBe("2025-10-14 09:30 UTC");
  expect(evaluatedWords(null)).toBeUndefined();
  expect(evaluatedWords("soon")).toBeUndefined();
});
