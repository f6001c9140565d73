import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import { sourceWith, TEXTS } from "./east-asian-texts.ts";
import { pageFaults } from "./page-faults.ts";
import { type ReadPdf, readPdf } from "./read-pdf.ts";
import { smallSource } from "./sources.ts";

const fontsIn = (bytes: Uint8Array): string[] =>
  [
    ...new Set(
      Buffer.from(bytes)
        .toString("latin1")
        .match(/NotoSans(?:SC|JP|KR)/g),
    ),
  ].toSorted();

async function described(description: string): Promise<ReadPdf> {
  return await readPdf(await renderReport(smallSource({ manifest: { description } })));
}

const PREFIX = { chinese: "NotoSansSC", japanese: "NotoSansJP", korean: "NotoSansKR" } as const;

describe.each(TEXTS)("a case in $language", (texts) => {
  const { title, description, axis, region, font } = texts;

  test("is drawn, and its text extracts unchanged", async () => {
    const bytes = await renderReport(sourceWith(texts));
    const read = await readPdf(bytes);
    // Lines end between any two characters: their ends are left out.
    const text = read.text.replaceAll(" ", "");
    for (const written of [title, description, `Pointsof${axis}.`, region]) {
      expect(text).toContain(written.replaceAll(" ", ""));
    }
    expect(read.text).not.toContain("[U+");
    expect(read.info["Title"]).toBe(title);
    expect(read.outline).toContain("Robustness surface");
    expect(pageFaults(read)).toEqual([]);
    expect(fontsIn(bytes)).toEqual([PREFIX[font]]);
  });

  test("renders to the same bytes again, and leaves no glyph in the next report", async () => {
    const plain = await renderReport(smallSource());
    const first = await renderReport(sourceWith(texts));
    const others = TEXTS.filter((other) => other !== texts);
    for (const other of others) await renderReport(sourceWith(other));
    expect(Buffer.from(await renderReport(sourceWith(texts))).equals(first)).toBe(true);
    expect(Buffer.from(await renderReport(smallSource())).equals(plain)).toBe(true);
    expect(fontsIn(plain)).toEqual([]);
  });
});

test("long text without spaces stays in its column and begins no line with a closing mark", async () => {
  const sentence = "右肺下叶有阴影，考虑肺炎（细菌性）；建议「对比」。";
  const read = await described(sentence.repeat(40));
  expect(pageFaults(read)).toEqual([]);
  const lines = read.runs.filter(({ text }) => text.includes("肺"));
  expect(lines.length).toBeGreaterThan(15);
  expect(lines.filter(({ text }) => /^[，。；）」]|[（「]$/.test(text))).toEqual([]);
  for (const { x, width } of lines) expect(x + width).toBeLessThanOrEqual(595.28 - 56 + 0.01);
});

test.each([
  ["three languages in one text", "肺炎、はいえん、폐렴"],
  ["Korean syllables written in letters", "\u1112\u1161\u11AB\u1100\u1173\u11AF"],
  ["Japanese letters written with their marks", "か\u3099ん"],
])("%s extract unchanged", async (_what, text) => {
  const read = await described(text);
  expect(read.text.normalize("NFC")).toContain(text.normalize("NFC"));
  expect(read.text).not.toContain("[U+");
});

test("an ideograph that no font has is shown as its code point, and extracts unchanged", async () => {
  const description = "姓\u{20000}氏";
  const bytes = await renderReport(smallSource({ manifest: { description } }));
  expect((await readPdf(bytes)).text).toContain("姓[U+20000]氏");
  expect(streamsOf(bytes)).toMatch(/\/Span<<\/MCID \d+\/ActualText<feffd840dc00>>>BDC/);
});

test("a Japanese report has the Japanese form of an ideograph that differs in Chinese", async () => {
  const [chinese, japanese] = await Promise.all(
    ["骨", "骨の"].map(async (description) =>
      fontsIn(await renderReport(smallSource({ manifest: { description } }))),
    ),
  );
  expect(chinese).toEqual(["NotoSansSC"]);
  expect(japanese).toEqual(["NotoSansJP"]);
});

test("bold text in a font without a bold face has an outline around its letters", async () => {
  const [bold, regular] = await Promise.all([
    renderReport(smallSource({ manifest: { title: "肺炎" } })),
    renderReport(smallSource({ manifest: { description: "肺炎" } })),
  ]);
  const outlined = /q \[\] 0 d 1 j 0\.66 w [\d. ]+ RG 2 Tr BT [^\n]* Tj ET Q/;
  expect(streamsOf(bold)).toMatch(outlined);
  expect(streamsOf(regular)).not.toMatch(/2 Tr/);
});

/** The content of a report's streams, as text. */
function streamsOf(bytes: Uint8Array): string {
  const streams = Buffer.from(bytes)
    .toString("latin1")
    .matchAll(/stream\n([^]*?)\nendstream/g);
  return Array.from(streams, ([, body = ""]) => {
    const compressed = Buffer.from(body, "latin1");
    // Not all are compressed.
    return compressed[0] === 0x78 ? inflateSync(compressed).toString("latin1") : body;
  }).join("\n");
}
