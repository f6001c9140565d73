import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ReportSource } from "../../lib/report/source.ts";
import { readReport, rendered } from "./rendered.ts";
import { readNavigation } from "./read-navigation.ts";
import { everyArtifact } from "./shapes.ts";
import { DEMO_CASES, demoSource, smallSource, sourceOf } from "./sources.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clarity-check-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** The text of the last page: the command, and each row of the table of hashes. */
async function printed(source: ReportSource) {
  const text = (await readReport(source)).pages.at(-1) ?? "";
  const rows = [...text.matchAll(/\b([0-9a-f]{64}) (\w+\.json)\b/g)];
  return {
    end: text.slice(text.indexOf("Verification ")),
    command: /pdfdetach -saveall report\.pdf && (sha256sum \*\.json)/.exec(text)?.[1] ?? "",
    rows: rows.map(([, hash = "", file = ""]) => `${hash}  ${file}`),
  };
}

/** Follows the report's instructions for its attachments. */
async function computed(source: ReportSource, command: string): Promise<string[]> {
  const { attachments } = await readNavigation(await rendered(source));
  // In place of the first command: pdfdetach belongs to Poppler, and tests need nothing but Node.
  for (const [name, { text }] of Object.entries(attachments)) {
    await writeFile(join(folder, name), text);
  }
  const { stdout } = await promisify(execFile)("sh", ["-c", command], { cwd: folder });
  return stdout.trimEnd().split("\n");
}

test.each([
  ...DEMO_CASES.map((caseId) => [caseId, demoSource(caseId)] as const),
  ["all artifacts", sourceOf(everyArtifact())] as const,
  [
    "numbers and texts that are easily written otherwise",
    smallSource({
      manifest: Object.assign(
        { title: "\u2028 “ü” 😀 \\ \u0001", description: "" },
        { z: -0, a: 1e21, "10": 1, "9": 2, tiny: 1.5e-7, rounds_to_zero: -1e-9 },
      ),
      metrics: { mean_logprob: -0.0471, token_count: 3 },
    }),
  ] as const,
])("the command in the report of %s prints its hashes and its key", async (_, source) => {
  const { command, rows } = await printed(source);
  expect(rows).toContain(`${source.cacheKey}  key.json`);
  expect(rows).toHaveLength(Object.keys(source.hashes).length + 1);
  expect((await computed(source, command)).toSorted()).toEqual(rows.toSorted());
});

test("the report ends with the hashes and the commands, without long texts", async () => {
  const { end, rows } = await printed(demoSource("case_001"));
  expect(end).toMatch(
    /^Verification In an empty folder [^.]*report\.pdf, these two commands .* print the table: pdfdetach /,
  );
  // After the table there are only the page's head and foot.
  const last = rows.at(-1)?.replace("  ", " ") ?? "no row";
  expect(end.slice(end.indexOf(last) + last.length)).toMatch(
    /^ Right lower lobe opacity: brightness and noise SYNTHETIC CASE CLARITY report · case_001/,
  );
});
