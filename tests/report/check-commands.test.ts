import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { readPdf } from "./read-pdf.ts";
import { DEMO_CASES, demoSource, smallSource } from "./sources.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clarity-check-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** What a reader copies: the lines of the report from one to another. */
async function printedLines(source: ReportSource, from: RegExp, to: RegExp): Promise<string> {
  const { runs } = await readPdf(await renderReport(source));
  const lines: string[] = [];
  // The words of a line in a face of equal widths come one by one, and their spaces too.
  for (const [index, { text, y }] of runs.entries()) {
    if (index > 0 && runs[index - 1]?.y === y) lines.push(`${lines.pop() ?? ""}${text}`);
    else lines.push(text);
  }
  const start = lines.findIndex((line) => from.test(line));
  const end = lines.findIndex((line, index) => index >= start && to.test(line));
  return `${lines.slice(start, end + 1).join("\n")}\n`;
}

/** Does as the report says, with its own lines and the case as files: numbers written with more digits included. */
async function checked(source: ReportSource): Promise<string[]> {
  for (const [name, artifact] of Object.entries(source.artifacts)) {
    const text = JSON.stringify(artifact, null, 2).replaceAll(
      /0\.0471\b/g,
      "0.04710000000000000000001",
    );
    await writeFile(join(folder, `${name}.json`), text);
  }
  await writeFile(
    join(folder, "canonical.cjs"),
    await printedLines(source, /^const canonical/, /^process\.stdin\.on/),
  );
  const script = await printedLines(source, /^for name in/, /hashes\.txt \| sha256sum$/);
  const { stdout } = await promisify(execFile)("bash", ["-c", script], { cwd: folder });
  return stdout.split("\n").map((line) => line.slice(0, 64));
}

test.each(DEMO_CASES)(
  "the commands that the report of %s prints give its hashes and its key",
  async (caseId) => {
    const source = demoSource(caseId);
    const { manifest, metrics, overlay_bundle, robustness_surface } = source.hashes;
    expect(await checked(source)).toEqual([
      manifest,
      metrics,
      overlay_bundle,
      robustness_surface,
      source.cacheKey,
      "",
    ]);
  },
);

test("they do so for numbers and texts that are easily written otherwise", async () => {
  const unknown = { z: -0, a: 1e21, "10": 1, "9": 2, tiny: 1.5e-7, small: -1e-9 };
  const source = smallSource({
    manifest: Object.assign({ title: "\u2028 “ü” 😀 \\ \u0001", description: "" }, unknown),
    metrics: { mean_logprob: -0.0471, token_count: 3 },
  });
  expect((await checked(source)).at(-2)).toBe(source.cacheKey);
});
