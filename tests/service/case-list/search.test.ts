import { expect, test } from "vitest";
import type { ListedCase } from "../../../lib/service/case-list/listed-case.ts";
import { missingWords, searchedText, wordsIn } from "../../../lib/service/case-list/search.ts";

const CASE: ListedCase = {
  case_id: "case_1",
  title: "Stabilité de l’évidence",
  description: "An effusion at the left",
  synthetic: false,
  model_id: "vlm-7B",
  evaluated_at: null,
  lowest_esi: null,
  highest_drift: null,
  axes: [{ axis: "gaussian_noise", mean_esi: null, mean_drift: null }],
};
const BROKEN: ListedCase = {
  case_id: "broken",
  problem: { code: "unreportable_case", detail: "manifest.json: expected JSON" },
};

const finds = (query: string, listed: ListedCase) =>
  missingWords(searchedText(listed), wordsIn(query)).length === 0;

test.each([
  ["", true],
  ["  ", true],
  ["CASE_1", true],
  ["evidence stabilite", true],
  ["left effusion", true],
  ["left right", false],
  ["VLM-7b", true],
  ["gaussian", true],
  [".*", false],
  ["1stabilite", false],
])("%j finds the case: %s", (query, found) => {
  expect(finds(query, CASE)).toBe(found);
});

test("an unreadable case is found by its id and its problem", () => {
  for (const query of ["broken", "unreadable", "expected json"]) {
    expect(finds(query, BROKEN)).toBe(true);
  }
  expect(finds("effusion", BROKEN)).toBe(false);
});
