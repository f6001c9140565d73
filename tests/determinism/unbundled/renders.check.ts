import { writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { bundleSource, DEMO_CASES, demoSource } from "../../report/sources.ts";
import { answerOf } from "../answer.ts";
import { SITUATIONS } from "../situations.ts";

const { DETERMINISM_ANSWER: answerPath } = process.env;

test("the process prints the hashes of all renders", async () => {
  const renders = await SITUATIONS["all, one after another"](async () => {
    vi.resetModules();
    return (await import("../../../lib/report/render.ts")).renderReport;
  }, [
    ...DEMO_CASES.map((caseId) => ({ caseId, source: demoSource(caseId) })),
    ...(["bundle_rich", "bundle_nested", "ledger_only"] as const).map((caseId) => ({
      caseId,
      source: bundleSource(caseId),
    })),
  ]);
  expect(answerPath).toBeDefined();
  if (answerPath !== undefined) writeFileSync(answerPath, JSON.stringify(answerOf(renders)));
});
