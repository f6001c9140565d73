import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { assertInstalled, NATIVE } from "../determinism/runtimes.ts";
import { DEMO_CASES } from "../report/sources.ts";
import { genuineReport } from "./reports.ts";

let folder: string;
beforeAll(async () => {
  assertInstalled();
  folder = mkdtempSync(join(tmpdir(), "verify-"));
  for (const caseId of DEMO_CASES) {
    const { pdf } = await genuineReport(caseId);
    writeFileSync(join(folder, `${caseId}.pdf`), pdf);
    writeFileSync(join(folder, `${caseId}-changed.pdf`), pdf.with(9_999, (pdf[9_999] ?? 0) ^ 1));
  }
  return () => rmSync(folder, { recursive: true });
});

describe.each(NATIVE)("on $name", ({ command: [node] }) => {
  const verify = async (file: string) => {
    const main = join(inject("builtService"), "dist/commands/main.cjs");
    const args = [main, "verify", join(folder, file), "--json"];
    const { stdout, stderr } = await promisify(execFile)(node, args);
    return { answer: JSON.parse(stdout), stderr };
  };

  test.each(DEMO_CASES)(
    "the report of %s is accepted, and refused with one bit changed",
    async (caseId) => {
      expect(await verify(`${caseId}.pdf`)).toMatchObject({
        answer: { verified: true },
        stderr: "",
      });
      await expect(verify(`${caseId}-changed.pdf`)).rejects.toMatchObject({
        code: 1,
        stderr: "",
        stdout: expect.stringContaining('"step":"bytes","outcome":"does_not_hold"'),
      });
    },
  );
});
