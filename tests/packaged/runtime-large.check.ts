import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateEvent, httpEvent } from "../http/events.ts";
import { problemOf } from "../http/problems.ts";
import { temporarySandbox } from "./sandbox.ts";
import { StoredCases } from "./stored-cases.ts";

const METRICS = "functions/demo/artifacts/case_sparse/metrics.json";
const NOTES_BYTES = 8_000_000;

let cases: StoredCases;

/** A case whose metrics carry notes that hardly compress: they are attached to its report. */
beforeAll(async () => {
  cases = await StoredCases.make();
  await cases.add("case_sparse", "case_large_report");
  const metrics: object = JSON.parse(await readFile(METRICS, "utf8"));
  const noted = JSON.stringify({ ...metrics, notes: withoutPattern(NOTES_BYTES) });
  await cases.put("cases/case_large_report/metrics.json", noted);
});

afterAll(async () => await cases.discard());

/** Text that is always the same, in which no two parts are. */
function withoutPattern(length: number): string {
  const parts = Array.from({ length: length / 40 }, (_, index) =>
    createHash("sha256").update(String(index)).digest("base64").slice(0, 40),
  );
  return parts.join("");
}

test("a report over Lambda's limit is fetched from S3 itself, after a miss as after a hit", async () => {
  const sandbox = await temporarySandbox("report", { settings: cases.settings() });
  for (const hit of ["false", "true"]) {
    const answer = await sandbox.ask(generateEvent("case_large_report"));
    expect([answer.status, answer.headers.get("x-cache-hit")]).toEqual([303, hit]);
    const report = await fetch(answer.headers.get("location") ?? "");
    expect(report.status).toBe(200);
    expect(Object.fromEntries(report.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="clarity_report_case_large_report.pdf"',
    });
    const key = answer.headers.get("x-cache-key") ?? "";
    const stored = await cases.bytes(`reports/${key}/0.pdf`);
    expect(stored.length).toBeGreaterThan(NOTES_BYTES / 2);
    expect(Buffer.from(await report.arrayBuffer()).equals(stored)).toBe(true);
  }
});

test.each(["identity", "gzip"])(
  "an artifact over Lambda's limit is refused, which is no invocation error (%s)",
  async (encoding) => {
    const sandbox = await temporarySandbox("demo", { settings: cases.settings() });
    const path = "/demo/cases/case_large_report/metrics";
    const event = httpEvent({ path, headers: { "accept-encoding": encoding } });
    const problem = await problemOf(await sandbox.ask(event), "answer_too_large");
    expect(problem.detail).toContain("6 MB");
  },
);
