import { expect, test } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import { pageFaults } from "./page-faults.ts";
import { type ReadPdf, readPdf } from "./read-pdf.ts";
import { axisOf, smallSource } from "./sources.ts";

async function described(description: string): Promise<ReadPdf> {
  return await readPdf(await renderReport(smallSource({ manifest: { description } })));
}

test.each([
  "p ≤ 0.05, Δ = 0.12 ± 0.03, x ≥ 7, √2 ≈ 1.41, A → B ⇒ C, ∑ ∞ ∈ ℝ, 10⁻⁵ µm Ω",
  "Größe, naïveté, Übermaß, Ærø, Łódź, İzmir, Žluťoučký, ẞ",
  "ψευδομετρία, ΑΒΓΔ, ώ, достоверность, Оценка лёгких, ґїє",
  "“quoted” ‘text’ — dashes – and … ‰ € £ ½ № ™",
  "Δ (Greek) ∆ (increment) Ω (Greek) Ω (ohm) µ (micro) μ (Greek)",
  "e\u0301 combining as it went in",
  "-0.25 − 0.25 ‑ hyphens",
])("extracts exactly: %s", async (text) => {
  expect((await described(text)).text).toContain(text);
});

test.each([
  ["中", "[U+4E2D]"],
  ["😀", "[U+1F600]"],
  ["שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]"],
  ["\uFEFF", "[U+FEFF]"],
  ["\u00AD", "[U+00AD]"],
  ["\u200B", "[U+200B]"],
  ["\u202E", "[U+202E]"],
  ["\u0000", "[U+0000]"],
  ["\u001B", "[U+001B]"],
  ["\n", "[U+000A]"],
  ["\r", "[U+000D]"],
  ["\u0085", "[U+0085]"],
])("shows %j, which cannot be set, as %s", async (character, shown) => {
  expect((await described(`before${character}after`)).text).toContain(`before${shown}after`);
});

test("a tab swallows no digit after it", async () => {
  expect((await described("5\t7")).text).toContain("5[U+0009]7");
});

test("text in the fixed-width face falls back in the same way", async () => {
  const source = smallSource();
  const read = await readPdf(await renderReport({ ...source, cacheKey: "a中b" }));
  expect(read.text).toContain("Cache key a[U+4E2D]b");
});

test("characters that cannot be set are shown wherever the case puts them", async () => {
  const source = smallSource({
    manifest: { title: "Title\twith 中", model_id: "model\n2" },
    surface: { axes: [axisOf("ось\u0007中", ["a\tb", "中"])] },
    overlay: {
      regions: [{ region_id: "R\t1", x_min: 0.1, y_min: 0.1, x_max: 0.5, y_max: 0.5, area: 0.16 }],
    },
  });
  const read = await readPdf(await renderReport(source));
  for (const shown of [
    "Title[U+0009]with [U+4E2D]",
    "model[U+000A]2",
    "Points of ось[U+0007][U+4E2D].",
    "a[U+0009]b",
    "R[U+0009]1",
  ]) {
    expect(read.text).toContain(shown);
  }
  expect(read.info["Title"]).toBe("Title[U+0009]with 中");
  expect(pageFaults(read)).toEqual([]);
});
