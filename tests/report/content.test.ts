import { beforeAll, describe, expect, test } from "vitest";
import { decodeValue } from "../../lib/report/model/encoded-value.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { readReport } from "./rendered.ts";
import { pageFaults } from "./page-faults.ts";
import { type ReadPdf } from "./read-pdf.ts";
import { DEMO_CASES, type DemoArtifacts, demoSource } from "./sources.ts";

describe.each(DEMO_CASES)("the report of %s, read by another PDF library", (caseId) => {
  const source = demoSource(caseId);
  const { manifest, overlay_bundle: overlay } = source.artifacts;
  const { robustness_surface: surface } = source.artifacts;

  let read: ReadPdf;

  beforeAll(async () => {
    read = await readReport(source);
  });

  test("names the command that verifies it", () => {
    expect(compact(read.text)).toContain(compact("clarity verify report.pdf"));
  });

  test("contains every statement of the case", () => {
    const words = wordsOf(read);
    for (const figure of figuresOf(source.artifacts)) expect(words).toContain(figure);
    const text = compact(read.text);
    expect(text).toContain(compact(manifest.title ?? "none"));
    expect(text).toContain(compact(manifest.description ?? "none"));
    for (const { axis, points } of surface.axes) {
      expect(text).toMatch(new RegExp(`Figure\\d+\\.${compact(axis)},${points.length}points`));
      expect(text).toContain(compact(`Points of ${axis}.`));
      for (const { value } of points) expect(words).toContain(decodeValue(value).label);
    }
    for (const { region_id: id } of overlay.regions ?? []) expect(text).toContain(String(id));
  });

  test("shows every hash, the cache key and the report version", () => {
    const words = wordsOf(read);
    for (const hash of Object.values(source.hashes)) expect(words).toContain(hash);
    expect(words).toContain(source.cacheKey);
    expect(words).toContain(REPORT_VERSION);
  });

  test("has a footer with the case and the page number on every page, and a header on all pages except the cover", () => {
    const { pages } = read;
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`CLARITY report · ${caseId} · synthetic case`);
      expect(page.endsWith(`page ${index + 1} of ${pages.length}`)).toBe(true);
      expect(page).toContain("SYNTHETIC CASE");
    }
  });

  test("has its title, date and key as metadata, and an outline", () => {
    const { info, outline } = read;
    expect(info).toMatchObject({
      Title: manifest.title,
      Keywords: source.cacheKey,
      Language: "en",
      CreationDate: info["ModDate"],
    });
    const { probe_surface: probes, monte_carlo: sampling } = source.artifacts.metrics;
    expect(outline).toEqual([
      "Cover",
      "Consistency checks",
      "Core metrics",
      "Robustness surface",
      "Evidence",
      ...(probes === undefined ? [] : ["Probe grid"]),
      ...(sampling === undefined ? [] : ["Monte Carlo sampling"]),
      "Glossary",
      "Reproducibility",
      "Appendix",
      "Verification",
    ]);
  });

  test("prints no overlapping text and none outside the margins", () => {
    expect(pageFaults(read)).toEqual([]);
  });

  test("numbers its figures and tables without a gap", () => {
    const { text } = read;
    for (const kind of ["Figure", "Table"]) {
      const numbers = [...text.matchAll(new RegExp(`${kind} (\\d+)\\. `, "g"))].map((found) =>
        Number(found[1]),
      );
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
  });

  test("starts no page with a part of the previous page's block, and ends none with a heading", () => {
    const { pages } = read;
    const headings = [...surface.axes.map(({ axis }) => axis), "Probe grid", "Evidence"];
    for (const page of pages) {
      const body = page.slice(0, page.lastIndexOf(" CLARITY report ·"));
      expect(headings.filter((heading) => body.endsWith(` ${heading}`))).toEqual([]);
    }
  });
});

test("a long table repeats its head on every page", async () => {
  const source = demoSource("case_large");
  const { pages } = await readReport(source);
  const head = "Row Col. ΔESI Δdrift Masked";
  const first = pages.findIndex((page) => page.includes("The probes from number 11"));
  const last = pages.findIndex((page) => page.includes("Checks that hold"));
  const withRows = pages.slice(first, last - 1);
  expect(withRows.length).toBeGreaterThan(1);
  expect(withRows.filter((page) => !page.includes(head))).toEqual([]);
});

/** Every number of the case outside its matrices, as canonical JSON writes it. */
function figuresOf({ metrics, robustness_surface: surface, overlay_bundle }: DemoArtifacts) {
  const figures: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === "number") figures.push(String(value));
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  collect(metrics.baseline_metrics);
  collect(metrics.probe_surface?.probes);
  collect(metrics.monte_carlo?.confidence);
  collect(metrics.monte_carlo?.entropy);
  const { probe_surface: _probes, monte_carlo: _sampling, ...stated } = metrics;
  collect(stated);
  collect({ ...metrics.probe_surface, probes: [], grid_size: "", total_probes: "" });
  collect({ ...surface, axes: surface.axes.map(({ points, ...axis }) => ({ points, ...axis })) });
  collect(overlay_bundle.regions);
  return figures;
}

/** Tables show the minus sign; a reader that heeds ActualText gets the case's own hyphen. */
function wordsOf({ runs }: ReadPdf): Set<string> {
  return new Set(runs.flatMap(({ text }) => text.replaceAll("\u2212", "-").split(" ")));
}

function compact(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
