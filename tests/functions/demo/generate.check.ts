import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDemoCases } from "../../../functions/demo/generator/files.ts";
import { CASE_IDS, REPOSITORY, SHIPPED, shippedCase } from "./demo-cases.ts";

const run = promisify(execFile);
const ARTIFACTS = ["manifest", "metrics", "overlay_bundle", "robustness_surface"] as const;
const FILES = [...ARTIFACTS.map((name) => `${name}.json`), "checksums.json"].sort();

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function sha256(body: string | Buffer): string {
  return createHash("sha256").update(body).digest("hex");
}

/** The digest of every file under the folder, so that a difference names the file. */
async function digestsUnder(folder: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const name of await filesUnder(folder)) {
    digests[name] = sha256(await readFile(join(folder, name)));
  }
  return digests;
}

describe("generating the demo cases", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "clarity-demo-"));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it("makes the committed files, byte for byte", async () => {
    const first = join(folder, "first");
    await writeDemoCases(first);
    expect(await digestsUnder(first)).toEqual(await digestsUnder(SHIPPED));
  });

  it("makes the same bytes again from the command line, in another time zone and locale", async () => {
    const second = join(folder, "second");
    const script = join(REPOSITORY, "functions/demo/generate.ts");
    const env = { ...process.env, TZ: "Pacific/Apia", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    await run(process.execPath, ["--import", "tsx", script, second], { cwd: REPOSITORY, env });
    expect(await digestsUnder(second)).toEqual(await digestsUnder(SHIPPED));
  });

  it("uses no arithmetic that differs between processors, no clock and no chance", async () => {
    const source = join(REPOSITORY, "functions/demo/generator");
    const inexact =
      /Math\.(?!(?:abs|floor|imul|max|min|sqrt)\()\w+\(|\w \*\* \w|\bDate\b|\btoLocale|\bIntl\b/g;
    const found: string[] = [];
    for (const name of await filesUnder(source)) {
      const text = await readFile(join(source, name), "utf8");
      found.push(...[...text.matchAll(inexact)].map(([use]) => `${name}: ${use}`));
    }
    expect(found).toEqual([]);
  });
});

describe.each(CASE_IDS)("the files of %s", (caseId) => {
  const path = (name: string) => join(SHIPPED, caseId, name);

  it("are the four artifacts and their checksums", async () => {
    expect((await readdir(join(SHIPPED, caseId))).sort()).toEqual(FILES);
  });

  it("satisfy the schemas, say that they are synthetic and name their folder", async () => {
    const { manifest } = await shippedCase(caseId);
    expect(manifest).toMatchObject({ case_id: caseId, synthetic: true });
  });

  it("have the checksums that the case states, in upper-case hex", async () => {
    const checksums: unknown = JSON.parse(await readFile(path("checksums.json"), "utf8"));
    const files: Record<string, string> = {};
    for (const name of ARTIFACTS.map((artifact) => `${artifact}.json`)) {
      const text = (await readFile(path(name), "utf8")).replaceAll("\r\n", "\n");
      files[name] = sha256(text).toUpperCase();
    }
    expect(checksums).toEqual({
      algorithm: "SHA256",
      generated_at: expect.stringMatching(/^2025-/),
      files,
    });
  });

  it("stay small, with line feeds only and a matrix row to a line", async () => {
    for (const name of FILES) {
      const text = await readFile(path(name), "utf8");
      expect((await stat(path(name))).size).toBeLessThan(1_000_000);
      expect(text.endsWith("}\n")).toBe(true);
      expect(text).not.toContain("\r");
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(2000);
    }
  });
});

it("the demo cases are never converted to CRLF by git", async () => {
  const attributes = await readFile(join(REPOSITORY, ".gitattributes"), "utf8");
  expect(attributes.split("\n")).toContain("functions/demo/artifacts/** text eol=lf");
});
