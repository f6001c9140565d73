import { expect, test } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import { readReport } from "./rendered.ts";
import { pageFaults } from "./page-faults.ts";
import { type ReadPdf, readPdf } from "./read-pdf.ts";
import { axisOf, smallSource } from "./sources.ts";

async function described(description: string): Promise<ReadPdf> {
  return await readReport(smallSource({ manifest: { description } }));
}

test.each([
  "p ≤ 0.05, Δ = 0.12 ± 0.03, x ≥ 7, √2 ≈ 1.41, A → B ⇒ C, ∑ ∞ ∈ ℝ, 10⁻⁵ µm Ω",
  "Größe, naïveté, Übermaß, Ærø, Łódź, İzmir, Žluťoučký, ẞ",
  "ψευδομετρία, ΑΒΓΔ, ώ, достоверность, Оценка лёгких, ґїє",
  "“quoted” ‘text’ — dashes – and … ‰ € £ ½ № ™",
  "Δ (Greek) ∆ (increment) Ω (Greek) Ω (ohm) µ (micro) μ (Greek)",
  "e\u0301 combining as it went in",
  "-0.25 − 0.25 ‑ hyphens",
])("text extracts exactly: %s", async (text) => {
  expect((await described(text)).text).toContain(text);
});

test.each([
  ["😀", "[U+1F600]"],
  ["👨\u200D⚕\uFE0F", "[U+1F468][U+200D][U+2695][U+FE0F]"],
  ["שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]"],
  ["\uFEFF", "[U+FEFF]"],
  ["\u00AD", "[U+00AD]"],
  ["\u200B", "[U+200B]"],
  ["\u202E", "[U+202E]"],
  ["\u3164", "[U+3164]"],
  ["\u0000", "[U+0000]"],
  ["\u000C", "[U+000C]"],
  ["\u001B", "[U+001B]"],
])("the unprintable %j is shown as %s", async (character, shown) => {
  expect((await described(`before${character}after`)).text).toContain(`before${shown}after`);
});

test("non-breaking hyphens extract as themselves, non-breaking spaces as spaces", async () => {
  // pdf.js gives a space for each of Unicode's spaces.
  expect((await described("5\u00A0mm, CT\u2011guided")).text).toContain("5 mm, CT\u2011guided");
});

test.each(["\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029"])(
  "%j begins a new line of a description without being drawn",
  async (lineBreak) => {
    const { runs } = await described(`before${lineBreak}after${lineBreak}${lineBreak}end`);
    const [before, after, end] = ["Description: before", "after", "end"].map((text) =>
      runs.find((run) => run.text.trim() === text),
    );
    expect(before?.x).toBe(after?.x);
    // As far as two lines of the body, then as far as the empty one.
    expect((before?.y ?? 0) - (after?.y ?? 0)).toBeCloseTo(13.5);
    expect((after?.y ?? 0) - (end?.y ?? 0)).toBeCloseTo(27);
  },
);

test("a description of only line breaks stays a few pages long and says that it is truncated", async () => {
  const { pages, text } = await described("line\n".repeat(3990));
  expect(pages.length).toBeLessThan(16);
  expect(text.match(/\bline\b/g)).toHaveLength(400);
  expect(text).toContain("The description goes on");
});

test("line breaks at the end of a description take no space", async () => {
  const [plain, ended] = await Promise.all(["end", "end\n\n \r\n"].map(described));
  expect(heightOfFacts(ended)).toBe(heightOfFacts(plain));
});

function heightOfFacts(read: ReadPdf | undefined): number | undefined {
  return read?.runs.find(({ text }) => text === "Case")?.y;
}

test("a tab is drawn as a space", async () => {
  expect((await described("5\t7")).text).toContain("5 7");
});

test("unprintable characters are shown in every place of a case", async () => {
  const source = smallSource({
    manifest: { title: "Title\twith\u0001 中\nand more", model_id: "model\n2" },
    surface: { axes: [axisOf("ось\u0007中", ["a\tb", "c\r\nd", "中"])] },
    overlay: {
      regions: [{ region_id: "R\t1", x_min: 0.1, y_min: 0.1, x_max: 0.5, y_max: 0.5, area: 0.16 }],
    },
  });
  const read = await readReport(source);
  for (const shown of [
    "Title with[U+0001] 中",
    "model 2",
    "Points of ось[U+0007]中.",
    "a b",
    "c d",
    "R 1",
    "Title with[U+0001] 中 and more SYNTHETIC CASE",
  ]) {
    expect(read.text).toContain(shown);
  }
  expect(read.info["Title"]).toBe("Title with[U+0001] 中 and more");
  expect(pageFaults(read)).toEqual([]);
});

test("a title cannot reverse the text direction in a reader's window or outline", async () => {
  const title = "Case\u202Eesac \u2067two\u2069";
  const shown = "Case[U+202E]esac [U+2067]two[U+2069]";
  const read = await readReport(smallSource({ manifest: { title } }));
  expect(read.info["Title"]).toBe(shown);
  expect(read.text).toContain(shown);
});

test("a title has no character that would break the XML of the metadata", async () => {
  const bytes = await renderReport(smallSource({ manifest: { title: "a\uFFFEb\uFFFFc & <d>" } }));
  const packet = /<x:xmpmeta[^]*<\/x:xmpmeta>/.exec(Buffer.from(bytes).toString("utf8"))?.[0];
  expect(packet).toContain(">a[U+FFFE]b[U+FFFF]c &amp; &lt;d&gt;<");
  expect((await readPdf(bytes)).info["Title"]).toBe("a[U+FFFE]b[U+FFFF]c & <d>");
});
