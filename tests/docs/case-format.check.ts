import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { CHECK_LIMITS } from "../../lib/case/check-files.ts";
import { parseChecksums } from "../../lib/case/checksums.ts";
import { MAX_ARTIFACT_BYTES } from "../../lib/case/artifact-size.ts";
import { CASE_LIMITS, JSON_LIMITS } from "../../lib/case/exact-json.ts";
import { ARTIFACTS, fileOf } from "../../lib/case/schemas.ts";
import { readPdf } from "../report/read-pdf.ts";
import { temporaryFolder } from "../store/temp-folder.ts";
import { readMarkdown, section, tableRows } from "./markdown.ts";

const PAGE = readMarkdown("docs/case-format.md");
const MINIMAL = section(PAGE, "A minimal case");
const [FIRST = "", SECOND = ""] = [...MINIMAL.matchAll(/^```sh\n([^]*?)^```$/gm)].map(
  ([, lines = ""]) => lines,
);

/** The report.pdf of the lines, typed in a folder of the reader. */
async function reportOf(lines: string, folder: string): Promise<string> {
  const here = lines.replace("npm run ", `npm run --silent --prefix ${inject("builtService")} `);
  const env = { ...process.env, CLARITY_CACHE_DIR: join(folder, "cache") };
  execFileSync("bash", ["-e", "-c", here], { cwd: folder, env, stdio: "pipe" });
  return (await readPdf(new Uint8Array(readFileSync(join(folder, "report.pdf"))))).text;
}

test("the three lines of the minimal case make a report, and the surface adds to it", async () => {
  expect(FIRST.trim().split("\n")).toHaveLength(3);
  const folder = await temporaryFolder();
  const minimal = await reportOf(FIRST, folder);
  expect(minimal).toContain("My first case");
  expect(minimal).not.toContain("brightness");
  const more = await reportOf(SECOND, folder);
  expect(more).toContain("Points of brightness");
});

test("every artifact has its table", () => {
  const headings = [...section(PAGE, "Members").matchAll(/^### `(.+)`$/gm)];
  expect(headings.map(([, file]) => file)).toEqual(ARTIFACTS.map(fileOf));
});

const MIB = 1024 * 1024;

test("the documented limits are those of the code", () => {
  const limits = new Map(
    tableRows(section(PAGE, "Limits")).map(([what = "", limit]) => [what, limit]),
  );
  const { files, totalBytes, withinMs, fileBytes } = CHECK_LIMITS;
  expect(limits.get("an artifact")).toMatch(`${MAX_ARTIFACT_BYTES / MIB} MiB`);
  expect(limits.get("nesting")).toBe(`${JSON_LIMITS.depth} levels`);
  expect(limits.get("cost of an artifact")).toMatch(
    `${JSON_LIMITS.cost.toLocaleString("en")}: each value counts 1, and each object, list, text and name of a member ${JSON_LIMITS.costOfPart} more`,
  );
  expect(limits.get("all artifacts of a case together")).toBe(
    `${CASE_LIMITS.bytes / MIB} MiB, and a cost of ${CASE_LIMITS.cost.toLocaleString("en")}`,
  );
  expect(limits.get("files that are checked against it, per request")).toBe(
    `${files.toLocaleString("en")} files and ${totalBytes / MIB} MiB within ${withinMs / 1000} seconds, ${fileBytes / MIB} MiB each`,
  );
  expect(limits.get("`checksums.json`") ?? limits.get("checksums.json")).toBe("1 MiB");
  expect(parseChecksums(new Uint8Array(MIB + 1))).toMatchObject({
    reason: `checksums.json: expected at most ${MIB} bytes, found ${MIB + 1}`,
  });
});
