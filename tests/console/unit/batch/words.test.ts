import { expect, test } from "vitest";
import type { Known } from "../../../../functions/console/page/batch/batch-state.ts";
import { batchWords, many, quarterWords } from "../../../../functions/console/page/batch/words.ts";
import { ApiProblem } from "../../../../functions/console/page/api/problem.ts";

const report = { case_id: "a", key: "", sha256: "", bytes: 1 };
const refused = { case_id: "b", code: "not_found", detail: "" } as const;

function batch(change: Partial<Known>): Known {
  return {
    record: { id: "", caseIds: ["a", "b"], purpose: "reports", state: "running", createdAt: 0 },
    phase: "running",
    progress: { total: 2, hits: 0, renders: 0, refused: 0, failed: 0 },
    since: { at: 0, done: 0 },
    reports: [],
    refused: [],
    failures: [],
    problem: undefined,
    ...change,
  };
}

const problem = new ApiProblem({ kind: "answered", title: "No capacity", detail: "Later." });

test.each<[string, Partial<Known>]>([
  ["Make the reports of 2 cases?", { phase: "planned" }],
  ["The reports are being made", { phase: "running" }],
  ["Another tab of this browser makes these reports", { phase: "elsewhere" }],
  ["Pausing", { phase: "pausing" }],
  ["Paused", { phase: "paused" }],
  ["1 case failed for now", { phase: "paused", failures: [refused] }],
  ["No capacity", { phase: "paused", problem }],
  ["1 report ready", { phase: "complete", reports: [report] }],
  ["1 report ready, 1 case refused", { phase: "complete", reports: [report], refused: [refused] }],
])("the headline is: %s", (headline, change) => {
  expect(batchWords(batch(change)).headline).toBe(headline);
});

test("a running batch announces each quarter", () => {
  const words = [0, 1, 2, 3, 4, 6, 7, 8].map((done) => quarterWords(done, 8));
  const [quarter, half, three] = [
    "A quarter is done.",
    "Half is done.",
    "Three quarters are done.",
  ];
  expect(words).toEqual(["", "", quarter, quarter, half, three, three, ""]);
});

test("large numbers are grouped", () => {
  expect([many(2000, "report"), many(1, "case")]).toEqual(["2,000 reports", "1 case"]);
});
