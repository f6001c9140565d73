import { createHash } from "node:crypto";
import { assert, test } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import golden from "./golden.json" with { type: "json" };
import { bundleSource, DEMO_CASES, demoSource } from "./sources.ts";

const SOURCES = [
  ...DEMO_CASES.map((caseId) => ({ caseId, source: () => demoSource(caseId) })),
  ...(["bundle_rich", "bundle_nested", "ledger_only"] as const).map((caseId) => ({
    caseId,
    source: () => bundleSource(caseId),
  })),
];

test("the recorded hashes belong to this report version", () => {
  const words =
    `REPORT_VERSION is ${REPORT_VERSION}, the hashes were recorded for ${golden.report_version}: ` +
    "record report_version and the new hashes in tests/report/golden.json.";
  assert.strictEqual(golden.report_version, REPORT_VERSION, words);
});

test.each(SOURCES)("the report of $caseId has the recorded bytes", async ({ caseId, source }) => {
  const bytes = await renderReport(source());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const words =
    `The bytes of the report of ${caseId} changed under REPORT_VERSION ${REPORT_VERSION}. Stored ` +
    "reports are never replaced: if the change is meant, raise REPORT_VERSION in " +
    "lib/report/version.ts and record it with the new hashes in tests/report/golden.json " +
    `(this one: ${sha256}). If it is not meant, the report no longer depends on its source alone.`;
  assert.strictEqual(sha256, golden.sha256[caseId], words);
});
