import { appendFile, cp, readFile, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { keyOfCase, makeDesk, ran, type Desk } from "../commands/command-line.ts";
import { reportFile } from "../http/test-service.ts";

const PAGE = readFileSync("docs/commands.md", "utf8");

let desk: Desk;

beforeEach(async () => {
  desk = await makeDesk(["case_001", "case_sparse"]);
});

/** Hashes and sizes change with the report version; the page has to show the text around them. */
function masked(text: string): string {
  return text.replaceAll(/\b[\da-f]{64}\b/g, "<hash>").replaceAll(/\b[\d,]*\d{3}\b/g, "<size>");
}

/** The output that the page shows below a command. */
function shown(command: string): string {
  const [, output] = PAGE.split(`\`\`\`\n$ clarity ${command}\n`);
  if (output === undefined) throw new Error(`expected an example of ${command}, found none`);
  return masked(output.split("\n```")[0] ?? "");
}

test("docs/commands.md shows what report prints", async () => {
  expect(masked((await ran(desk, ["report", "case_001"])).text)).toBe(shown("report case_001"));
});

test("docs/commands.md shows what hash --explain prints", async () => {
  await cp(join(desk.artifactRoot, "case_001"), join(desk.folder, "edited"), { recursive: true });
  const manifest = join(desk.folder, "edited/manifest.json");
  const edited = (await readFile(manifest, "utf8")).replace('"title": "', '"title": "X');
  await writeFile(manifest, edited);
  const explained = await ran(desk, ["hash", "--explain", "case_001", "./edited"]);
  expect(masked(explained.text)).toBe(shown("hash --explain case_001 ./edited"));
});

test("docs/commands.md shows what verify prints", async () => {
  await ran(desk, ["report", "case_001", "-o", "report.pdf"]);
  const verified = await ran(desk, ["verify", "report.pdf"]);
  expect(masked(verified.text)).toBe(shown("verify report.pdf"));
});

test("docs/commands.md shows what cache verify prints about a damaged report", async () => {
  for (const id of ["case_001", "case_sparse"]) await ran(desk, ["report", id, "-o", `${id}.pdf`]);
  await appendFile(reportFile(desk.cacheDir, await keyOfCase(desk, "case_001")), "x");
  const verified = await ran(desk, ["cache", "verify"]);
  expect(masked([verified.text, verified.errors].join("\n").trim())).toBe(shown("cache verify"));
});
