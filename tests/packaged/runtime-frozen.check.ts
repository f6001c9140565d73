import { expect, inject, onTestFinished, test } from "vitest";
import { generateEvent } from "../http/events.ts";
import { CuttableLine } from "./cut-line.ts";
import { temporarySandbox } from "./sandbox.ts";
import { temporaryCases } from "./stored-cases.ts";

const CASES = 3;

test("connections that S3 gave up while the sandbox stood still are not missed", async () => {
  const cases = await temporaryCases();
  const line = await CuttableLine.to(inject("s3").endpoint);
  onTestFinished(async () => await line.close());
  const settings = cases.settings(line.endpoint);
  const sandbox = await temporarySandbox("report", { settings });
  for (let index = 0; index < CASES; index++) {
    const caseId = `case_${index}`;
    await cases.add("case_sparse", caseId);
    for (const hit of ["false", "true"]) {
      const response = await sandbox.ask(generateEvent(caseId));
      expect([response.status, response.headers.get("x-cache-hit")]).toEqual([200, hit]);
      await sandbox.frozen();
      expect(line.cut()).toBeGreaterThan(0);
    }
  }
});
