import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { StoredCases } from "./stored-cases.ts";

const METRICS = "functions/demo/artifacts/case_sparse/metrics.json";

export const NOTES_BYTES = 8_000_000;

/** A case whose metrics carry notes that hardly compress: they are attached to its report. */
export async function addLargeCase(cases: StoredCases, caseId: string): Promise<void> {
  await cases.add("case_sparse", caseId);
  const metrics: object = JSON.parse(await readFile(METRICS, "utf8"));
  const noted = JSON.stringify({ ...metrics, notes: withoutPattern(NOTES_BYTES) });
  await cases.put(`cases/${caseId}/metrics.json`, noted);
}

/** Text that is always the same, in which no two parts are. */
function withoutPattern(length: number): string {
  const parts = Array.from({ length: length / 40 }, (_, index) =>
    createHash("sha256").update(String(index)).digest("base64").slice(0, 40),
  );
  return parts.join("");
}
