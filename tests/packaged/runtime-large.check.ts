import { afterAll, beforeAll, expect, test } from "vitest";
import { generateEvent, httpEvent } from "../http/events.ts";
import { problemOf } from "../http/problems.ts";
import { addLargeCase, NOTES_BYTES } from "./large-case.ts";
import { temporarySandbox } from "./sandbox.ts";
import { StoredCases } from "./stored-cases.ts";

let cases: StoredCases;

beforeAll(async () => {
  cases = await StoredCases.make();
  await addLargeCase(cases, "case_large_report");
});

afterAll(async () => await cases.discard());

test("a report over Lambda's limit is fetched from S3 itself, after a miss and after a hit", async () => {
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
  "an artifact over Lambda's limit is refused without an invocation error (%s)",
  async (encoding) => {
    const sandbox = await temporarySandbox("demo", { settings: cases.settings() });
    const path = "/demo/cases/case_large_report/metrics";
    const event = httpEvent({ path, headers: { "accept-encoding": encoding } });
    const problem = await problemOf(await sandbox.ask(event), "answer_too_large");
    expect(problem.detail).toContain("6 MB");
  },
);
