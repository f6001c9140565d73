import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { toolsInThread } from "../../../lib/service/verify/verify-threads.ts";
import { verifyReport } from "../../../lib/service/verify/verify-report.ts";
import { rejectionOf } from "../../store/temp-folder.ts";
import { bomb } from "../../verify/hostile.ts";
import { buildOfVerifier, genuineReport } from "../../verify/reports.ts";

const script = () => join(inject("builtService"), "dist/commands/verifier.cjs");

test("the built thread reads and renders, and every step holds", async () => {
  const { pdf } = await genuineReport("case_001");
  const tools = toolsInThread({ script: script(), build: buildOfVerifier() });
  const { steps } = await verifyReport(pdf, tools);
  expect(steps.filter(({ outcome }) => outcome !== "holds")).toEqual([]);
});

test.each([
  ["time", { milliseconds: 50 }, "it took more than 0.05 s"],
  ["memory", { milliseconds: 60_000, growthMib: 1 }, "it took more than 1 MiB of memory"],
])(
  "reading a PDF that takes too much %s is stopped, and the next one is read",
  async (_, limits, why) => {
    const { pdf } = await genuineReport("case_sparse");
    const build = buildOfVerifier();
    const limited = toolsInThread({ script: script(), build, readLimits: limits });
    const { steps } = await verifyReport(bomb(16 * 1024), limited);
    expect(steps[0]).toEqual({
      step: "report",
      outcome: "not_checked",
      detail: `Reading the PDF was stopped: ${why}.`,
    });
    const tools = toolsInThread({ script: script(), build });
    const { steps: next } = await verifyReport(pdf, tools);
    expect(next.every(({ outcome }) => outcome === "holds")).toBe(true);
  },
);

test("a thread of another build is refused, without a verdict about the report", async () => {
  const { pdf } = await genuineReport("case_sparse");
  const tools = toolsInThread({ script: script(), build: "another" });
  expect(await rejectionOf(verifyReport(pdf, tools))).toMatchObject({ code: "misconfigured" });
});

function hasPdfJs(file: string): boolean {
  const path = join(inject("builtService"), "dist", file);
  return readFileSync(path, "utf8").includes("PDFDocumentProxy");
}

test("only the reader of PDFs contains pdf.js, and no function contains the reader", () => {
  expect(hasPdfJs("commands/pdf-reader.cjs")).toBe(true);
  const others = [
    "commands/main.cjs",
    "commands/verifier.cjs",
    "report/handler.cjs",
    "demo/handler.cjs",
  ];
  expect(others.filter(hasPdfJs)).toEqual([]);
});
