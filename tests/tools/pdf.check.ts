import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { saidBy } from "./case-words.ts";
import { DEMO_CASES, renderDemoReports } from "./reports.ts";
import { run } from "./run.ts";

let reports: ReadonlyMap<string, string>;

beforeAll(async () => {
  reports = await renderDemoReports();
});

/** The complaints of a tool, on any stream. */
function complaintsOf(tool: string, ...args: string[]): string[] {
  const { status, stderr, error } = spawnSync(tool, args, {
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  return status === 0 && error === undefined ? lines : [...lines, `${tool} ended with ${status}`];
}

describe.each(DEMO_CASES)("the report of %s", (caseId) => {
  const report = () => reports.get(caseId) ?? "";

  test("passes qpdf without a warning", () => {
    expect(run("qpdf", "--check", report())).toContain("No syntax or stream encoding errors found");
  });

  test("is read and drawn by mutool without a warning", () => {
    const copy = join(mkdtempSync(join(tmpdir(), "mutool-")), "clean.pdf");
    expect(complaintsOf("mutool", "clean", report(), copy)).toEqual([]);
    expect(complaintsOf("mutool", "trace", report())).toEqual([]);
    expect(complaintsOf("qpdf", "--check", copy)).toEqual([]);
  });

  test(
    "has a structure that pdfinfo reads, with headings, heads of tables and figures",
    { timeout: 180_000 },
    () => {
      expect(run("pdfinfo", report())).toMatch(/^Tagged: +yes$/m);
      expect(complaintsOf("pdfinfo", "-struct", report())).toEqual([]);
      // For its text, pdfinfo reads a page once for every cell on it: half a minute for the large case.
      if (caseId === "case_large") return;
      expect(complaintsOf("pdfinfo", "-struct-text", report())).toEqual([]);
      const structure = run("pdfinfo", "-struct-text", report());
      // A line's end keeps the words apart.
      expect(structure).toMatch(
        /"CLARITY’s metrics engine defines .* how its values were computed\."/,
      );
      expect(structure).toMatch(/^Document\n {2}Sect\n/);
      expect(structure).toMatch(/^ +H2 \(block\)\n +"Reproducibility"$/m);
      expect(structure).toMatch(/^ +TH: *\n +\/Scope \/Column\n +"Metric"$/m);
      expect(structure).toMatch(/^ +TH: *\n +\/Scope \/Row\n +"Baseline ESI"$/m);
      expect(structure).toMatch(/^ +Figure: *\n +\/Placement \/Block\n +\/BBox \[[\d. ]+\]$/m);
    },
  );

  test("contains only embedded subsets of fonts", () => {
    const [, , ...fonts] = run("pdffonts", report()).trimEnd().split("\n");
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts)
      expect(font).toMatch(/^[A-Z]{6}\+(?:ReportSans|DejaVu).* yes yes yes /);
  });

  test("contains every statement of the case in text that pdftotext finds", () => {
    const { numbers, texts } = saidBy(`functions/demo/artifacts/${caseId}`);
    const text = run("pdftotext", "-layout", report(), "-");
    const words = new Set(text.split(/[\s,:()]+/));
    expect(numbers.filter((number) => !words.has(number))).toEqual([]);
    const raw = squeezed(run("pdftotext", "-raw", report(), "-"));
    expect(texts.filter((said) => !raw.includes(squeezed(said)))).toEqual([]);
  });

  test("prints a command that reproduces its printed hashes in an empty folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "attached-"));
    cpSync(report(), join(folder, "report.pdf"));
    const text = run("pdftotext", "-layout", report(), "-");
    const command = /pdfdetach -saveall report\.pdf && sha256sum \*\.json/.exec(text)?.[0] ?? "";
    const { stdout } = spawnSync("sh", ["-c", command], { cwd: folder, encoding: "utf8" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      const [hash, file] = line.split(/ +/);
      expect(text).toMatch(new RegExp(`^ *${hash} +${file}$`, "m"));
    }
  });
});

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
