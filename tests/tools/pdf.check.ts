import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_CASES, renderDemoReports } from "./reports.ts";

let reports: ReadonlyMap<string, string>;

beforeAll(async () => {
  reports = await renderDemoReports();
}, 60_000);

function run(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

describe.each(DEMO_CASES)("the report of %s", (caseId) => {
  const report = () => reports.get(caseId) ?? "";

  test("is sound to qpdf, without a warning", () => {
    expect(run("qpdf", "--check", report())).toContain("No syntax or stream encoding errors found");
  });

  test("holds only embedded subsets of fonts", () => {
    const [, , ...fonts] = run("pdffonts", report()).trimEnd().split("\n");
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+DejaVu.* yes yes yes /);
  });

  test("says its title, case and figures in text that pdftotext finds", () => {
    const read = (file: string) =>
      JSON.parse(readFileSync(`functions/demo/artifacts/${caseId}/${file}`, "utf8"));
    const { title } = read("manifest.json");
    const { axes } = read("robustness_surface.json");
    const text = run("pdftotext", "-layout", report(), "-").replaceAll(/\s+/g, " ");
    expect(text).toContain(caseId);
    for (const word of String(title).split(/\s+/)) expect(text).toContain(word);
    for (const { axis, mean_esi } of axes) {
      expect(text).toContain(axis);
      expect(text).toContain(String(Number(mean_esi.toFixed(8))));
    }
  });
});
