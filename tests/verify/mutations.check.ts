import { beforeAll, expect, test } from "vitest";
import type { VerifyTools } from "../../lib/service/verify/verification.ts";
import { builtTools, genuineReport } from "./reports.ts";
import { trial } from "./trial.ts";

/** 2,000 in all: most of the small report, because each of its bytes matters as much. */
const TRIALS = [
  { caseId: "case_sparse", count: 1_200, seed: 1 },
  { caseId: "case_001", count: 500, seed: 2 },
  { caseId: "case_rich", count: 200, seed: 3 },
  { caseId: "case_large", count: 100, seed: 4 },
] as const;
const MOST_MS = 5_000;
const MOST_BYTES = 512 * 1024 * 1024;

let tools: VerifyTools;
beforeAll(() => {
  tools = builtTools();
});

test.each(TRIALS)("all of $count mutated reports of $caseId are refused", async (options) => {
  const genuine = await genuineReport(options.caseId);
  const { faults, count, slowestMs, largestBytes } = await trial(genuine, options, tools);
  expect(faults).toEqual([]);
  expect(count).toBe(options.count);
  expect(slowestMs).toBeLessThan(MOST_MS);
  // The process of the test holds the renderer, too.
  expect(largestBytes).toBeLessThan(2 * MOST_BYTES);
});
