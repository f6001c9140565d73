import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../cache/cache-fixture.ts";
import { storedIn } from "../http/test-service.ts";
import { jsonOf, makeDesk, ran, type Desk } from "./command-line.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk(["ledger_only", "case_sparse"]);
});

const inFolder = (name: string) => join(desk.folder, name);

async function report(...argv: readonly string[]) {
  return await ran(desk, ["report", ...argv]);
}

const BOTH = ["clarity_report_case_sparse.pdf", "clarity_report_ledger_only.pdf"];

describe("report of several cases", () => {
  it("writes each report into the current folder, and says as a batch does what it did", async () => {
    const first = await report("case_sparse", "ledger_only");
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(first.text).toMatch(/^cases +2\nstored before +0\nrendered now +2\n/);
    expect(first.text).toMatch(/\nmanifest +batches\/[0-9a-f]{64}\.jsonl\nreports in +\.$/);
    expect((await readdir(desk.folder)).sort()).toEqual(BOTH);
    const second = await report("ledger_only", "case_sparse", "ledger_only");
    expect(second.text).toMatch(/^cases +2\nstored before +2\nrendered now +0\n/);
    expect(await storedIn(desk.cacheDir, "batches")).toHaveLength(1);
  });

  it("writes the stored bytes, and makes the folder that is named", async () => {
    const json = jsonOf(await report("--all", "-o", "to/audit", "--json"));
    expect(json).toMatchObject({ total: 2, renders: 2, folder: inFolder("to/audit") });
    expect((await readdir(inFolder("to/audit"))).sort()).toEqual(BOTH);
    const [batch = ""] = await storedIn(desk.cacheDir, "batches");
    const body = join(desk.cacheDir, "batches", batch, "body.jsonl");
    for (const line of (await readFile(body, "utf8")).trimEnd().split("\n")) {
      const { case_id: id, sha256: hash }: Record<string, string> = JSON.parse(line);
      const written = await readFile(inFolder(`to/audit/clarity_report_${id}.pdf`));
      expect(sha256(written)).toBe(hash);
    }
  });

  it("has no report of a case that is refused, and all others", async () => {
    await mkdir(join(desk.artifactRoot, "broken"));
    await writeFile(join(desk.artifactRoot, "broken", "manifest.json"), "{");
    const result = await report("--all");
    expect(result.code).toBe(1);
    expect(result.text).toContain("refused        1");
    expect(result.text).toMatch(/\nbroken: .* \(unreportable_case\)$/);
    expect((await readdir(desk.folder)).sort()).toEqual(BOTH);
  });

  it("takes ids and folders together", async () => {
    await cp(join(desk.artifactRoot, "ledger_only"), inFolder("mine"), { recursive: true });
    expect((await report("./mine", "case_sparse", "-o", "out")).code).toBe(0);
    expect((await readdir(inFolder("out"))).sort()).toEqual([
      "clarity_report_case_sparse.pdf",
      "clarity_report_mine.pdf",
    ]);
  });

  it("counts a report that cannot be written as failed, and the next one as done", async () => {
    await mkdir(inFolder(BOTH[0] ?? ""));
    const result = await report("--all");
    expect(result.code).toBe(75);
    expect(result.text).toMatch(/case_sparse: .*it is a folder.* \(invalid_request\)/);
    expect(result.text).toContain("Run the same command again for the cases that failed.");
  });
});

describe("before it renders, report of several cases", () => {
  it.each([
    [["case_sparse", "ledger_only", "-o", "-"], "several reports do not fit into standard output"],
    [["case_sparse", "./case_sparse"], "two of the cases have the id case_sparse"],
    [["case_sparse", "--all"], "give the cases, or --all"],
    [[], "give the cases, or --all"],
    [["case_sparse", "ledger_only", "-o", "taken/x"], "taken"],
  ])("refuses %j", async (argv, words) => {
    await cp(join(desk.artifactRoot, "case_sparse"), inFolder("case_sparse"), { recursive: true });
    await writeFile(inFolder("taken"), "a file");
    const result = await report(...argv);
    expect(result).toMatchObject({ code: 2, text: "" });
    expect(result.errors).toContain(words);
    expect(await storedIn(desk.cacheDir, "reports")).toEqual([]);
  });

  it("refuses a case that does not exist", async () => {
    const result = await report("case_sparse", "case_sprase");
    expect(result.code).toBe(1);
    expect(result.errors).toContain("There is no case case_sprase");
    expect(await storedIn(desk.cacheDir, "reports")).toEqual([]);
  });
});
