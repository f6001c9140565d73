import { mkdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { makePipe } from "../store/child-processes.ts";
import { makeDesk, jsonOf, keyOfCase, problemIn, ran, type Desk } from "./command-line.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk(["case_sparse"]);
  await ran(desk, ["report", "case_sparse", "-o", "report.pdf"]);
});

const inFolder = (name: string) => join(desk.folder, name);

async function outcomes(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { steps } = jsonOf(await ran(desk, ["verify", ...args, "--json"]));
  const all: readonly { step: string; outcome: string }[] = Array.isArray(steps) ? steps : [];
  return Object.fromEntries(all.map(({ step, outcome }) => [step, outcome]));
}

const ALL_HOLD = {
  report: "holds",
  key_file: "holds",
  key: "holds",
  attachments: "holds",
  hashes: "holds",
  version: "holds",
  bytes: "holds",
};

describe("verify", () => {
  it("needs only the report, and says what it proves and what it does not", async () => {
    await rm(desk.artifactRoot, { recursive: true });
    await rm(desk.cacheDir, { recursive: true });
    const result = await ran(desk, ["verify", "report.pdf"]);
    expect(result).toMatchObject({ code: 0, errors: "" });
    const [table = "", conclusion] = result.text.split("\n\n");
    expect(table.split("\n").map((line) => line.slice(0, 18).trimEnd())).toEqual([
      "holds  report",
      "holds  key.json",
      "holds  key",
      "holds  attachments",
      "holds  hashes",
      "holds  version",
      "holds  bytes",
    ]);
    expect(conclusion).toBe(
      `Report version ${REPORT_VERSION} renders exactly this PDF from the attached artifacts. This does not prove who made it.`,
    );
  });

  it("prints one JSON document for programs", async () => {
    const result = await ran(desk, ["verify", "report.pdf", "--json"]);
    expect(jsonOf(result)).toMatchObject({
      file: "report.pdf",
      verified: true,
      cache_key: await keyOfCase(desk),
      report_version: REPORT_VERSION,
    });
    expect(await outcomes("report.pdf")).toEqual(ALL_HOLD);
  });

  it("exits with 1 when one bit is changed", async () => {
    const report = await readFile(inFolder("report.pdf"));
    await writeFile(inFolder("changed.pdf"), report.with(9_999, (report[9_999] ?? 0) ^ 1));
    const result = await ran(desk, ["verify", "changed.pdf"]);
    expect(result).toMatchObject({ code: 1, errors: "" });
    expect(result.text).toContain("This PDF is not verified: 1 step failed, 0 not checked.");
  });

  it("compares the report with its case, and names what changed", async () => {
    expect(await outcomes("report.pdf", "--case", "case_sparse")).toEqual({
      ...ALL_HOLD,
      case: "holds",
    });
    const path = join(desk.artifactRoot, "case_sparse", "metrics.json");
    await writeFile(path, (await readFile(path, "utf8")).replace("baseline_sparse", "another"));
    const result = await ran(desk, ["verify", "report.pdf", "--case", "case_sparse"]);
    expect(result.code).toBe(1);
    expect(result.text).toContain(
      "The case is not the one of the report: metrics.json differs; what checksums.json says about the artifacts differs.",
    );
    await rm(path);
    await rm(join(desk.artifactRoot, "case_sparse", "checksums.json"));
    expect((await ran(desk, ["verify", "report.pdf", "--case", "case_sparse"])).text).toContain(
      "metrics.json is missing from the case",
    );
    await writeFile(path, "{");
    expect((await ran(desk, ["verify", "report.pdf", "--case", "case_sparse"])).code).toBe(1);
  });

  it("exits with 75 when nothing is wrong and the service is unreachable", async () => {
    const result = await ran(desk, ["verify", "report.pdf", "--against", "http://127.0.0.1:1"]);
    expect(result.code).toBe(75);
    expect(result.text).toContain("not checked  service");
  });

  it("refuses a file that is too large without reading it", async () => {
    await writeFile(inFolder("large.pdf"), "%PDF-1.7\n");
    await truncate(inFolder("large.pdf"), 100 * 1024 * 1024);
    const result = await ran(desk, ["verify", "large.pdf"]);
    expect(result.code).toBe(1);
    expect(result.text).toContain(
      "The file was not read: it has 104,857,600 bytes; the limit is 33,554,432.",
    );
  });

  it("does not wait for a pipe that nothing writes to", async () => {
    makePipe(inFolder("pipe.pdf"));
    expect(await ran(desk, ["verify", "pipe.pdf"])).toMatchObject({
      code: 2,
      errors: "pipe.pdf cannot be read: it is not a regular file.",
    });
  });

  it.each([
    ["missing.pdf", [], "not_found", "There is no file missing.pdf."],
    ["folder", [], "invalid_request", "folder cannot be read: it is a folder."],
    ["report.pdf", ["--against", "example"], "invalid_request", "Expected the URL of a service"],
    ["report.pdf", ["--case", "case_of_no_one"], "not_found", "There is no case case_of_no_one"],
  ])("rejects wrong arguments with the reason: %s %j", async (file, more, code, detail) => {
    await mkdir(inFolder("folder"));
    const result = await ran(desk, ["verify", file, ...more, "--json"]);
    expect(problemIn(result)).toMatchObject({
      type: `urn:clarity:problem:${code}`,
      detail: expect.stringContaining(detail),
    });
  });
});
