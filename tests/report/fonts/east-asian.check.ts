import { readFile, stat } from "node:fs/promises";
import { brotliDecompressSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import { charactersOf, KANA_COVERAGE } from "../../../lib/report/fonts/coverage.ts";
import {
  eastAsianCharacters,
  type EastAsianFont,
  orderOfFonts,
} from "../../../lib/report/fonts/east-asian.ts";
import { eastAsianFont } from "../../../lib/report/fonts/east-asian-files.ts";
import { glyphsOf } from "../../../lib/report/fonts/glyphs.ts";
import { readTables, tableOf, writeTables } from "../../../lib/report/fonts/sfnt.ts";
import {
  EAST_ASIAN_FACES,
  makeEastAsianFace,
} from "../../../lib/report/fonts/subset-east-asian.ts";
import { openDocument, openFont } from "../../../lib/report/pdf/document.ts";
import { Typeface } from "../../../lib/report/pdf/typeface.ts";
import { rejectionOf } from "../../store/temp-folder.ts";

const FONTS = ["chinese", "japanese", "korean"] as const;
/** The limit of bytes that the three fonts add to the package of the report function, in base64. */
const MOST_BYTES = 8_000_000;
/** What Fontsource's slices lack. */
const RARE_IN_CHINESE = "阢坶塥弪艴骣轷戤赇犋胲脶憝铴镩瘭耢蟓鲰";
const FACTS = { title: "", subject: "", cacheKey: "", date: new Date(0) };

const file = (font: EastAsianFont): URL =>
  new URL(`../../../lib/report/fonts/${font}.ttf.br`, import.meta.url);

async function characterIn(font: EastAsianFont): Promise<(character: string) => boolean> {
  const glyphs = glyphsOf(brotliDecompressSync(await readFile(file(font))));
  return (character) => glyphs.has(character.codePointAt(0) ?? 0);
}

/** The characters that two bytes of an encoding stand for, in a range of first bytes. */
function encoded(encoding: string, [from, to]: readonly [number, number]): string[] {
  const decoder = new TextDecoder(encoding);
  const pairs = Array.from({ length: (to - from + 1) * 94 }, (_, index) =>
    Uint8Array.of(from + Math.floor(index / 94), 0xa1 + (index % 94)),
  );
  return pairs.map((pair) => decoder.decode(pair)).filter((text) => /^[㐀-鿿가-힣]$/.test(text));
}

/** The other two are made by tests/tools/fonts.check.ts, which takes longer. */
test("the Japanese font is the output of the script for Fontsource's packages", async () => {
  const face = EAST_ASIAN_FACES.find(({ file: made }) => made.startsWith("japanese"));
  if (face === undefined) throw new TypeError("there is no Japanese face");
  const made = await makeEastAsianFace(face);
  expect(made.equals(await eastAsianFont("japanese"))).toBe(true);
});

test("the fonts stay within the package's limit for them", async () => {
  const sizes = await Promise.all(FONTS.map(async (font) => (await stat(file(font))).size));
  const inBase64 = sizes.reduce((sum, size) => sum + 4 * Math.ceil(size / 3), 0);
  expect(inBase64).toBeLessThanOrEqual(MOST_BYTES);
});

test.each([
  ["chinese", "the ideographs of GB 2312", "gb18030", [0xb0, 0xf7], 6763, RARE_IN_CHINESE],
  ["japanese", "the ideographs of JIS X 0208", "euc-jp", [0xb0, 0xf4], 6355, ""],
  ["korean", "the syllables and ideographs of KS X 1001", "euc-kr", [0xb0, 0xfd], 6970, "隙"],
] as const)("%s has %s", async (font, _what, encoding, rows, count, missing) => {
  const has = await characterIn(font);
  const characters = encoded(encoding, rows);
  expect(characters).toHaveLength(count);
  expect(characters.filter((character) => !has(character)).join("")).toBe(missing);
});

test("the Korean font has every syllable, the Japanese every letter, and the Chinese full-width punctuation", async () => {
  const [chinese, japanese, korean] = await Promise.all(FONTS.map(characterIn));
  const syllables = charactersOf([[0xac00, 0xd7a3]]);
  expect(Array.from(syllables).filter((character) => !korean?.(character))).toEqual([]);
  const letters = Array.from(charactersOf(KANA_COVERAGE));
  expect(letters.filter((letter) => !japanese?.(letter))).toEqual([]);
  const marks = Array.from("，。、；：？！（）【】《》「」『』〈〉～￥％　");
  expect(marks.filter((mark) => !chinese?.(mark))).toEqual([]);
});

test.each(FONTS)("%s has a separate glyph for every character it covers", async (name) => {
  const bytes = await eastAsianFont(name);
  const font = openFont(openDocument(FACTS), bytes);
  const characters = String.fromCodePoint(...glyphsOf(bytes).keys());
  const digits = new Typeface(font, 0.7).encode(characters).match(/.{4}/g) ?? [];
  expect(new Set(digits).size).toBe(Array.from(characters).length);
});

test.each(FONTS)("%s names its licence, and its checksums are right", async (name) => {
  const bytes = await eastAsianFont(name);
  const names = Buffer.from(tableOf(readTables(bytes), "name"))
    .subarray(6)
    .toString("latin1");
  const said = names.replaceAll("\0", "");
  expect(said).toContain("SIL Open Font License, Version 1.1");
  expect(said).toContain("(c) 2014-2021 Adobe");
  expect(writeTables(readTables(bytes)).equals(bytes)).toBe(true);
});

test.each([
  ["胸部X线", ["chinese", "japanese", "korean"]],
  ["写真の", ["japanese", "chinese", "korean"]],
  ["肺炎 폐렴", ["korean", "chinese", "japanese"]],
  ["ﾚﾝﾄｹﾞﾝ 폐렴", ["japanese", "chinese", "korean"]],
])("text in %s uses the fonts %j", (text, order) => {
  expect(orderOfFonts(eastAsianCharacters([text]))).toEqual(order);
});

test("text in other scripts needs no East Asian font", () => {
  expect(
    eastAsianCharacters(["p ≤ 0.05, Ω, Łódź", "достоверность", "שלום", "😀", "\u3164"]),
  ).toEqual(new Set());
});

test("a font of another build is refused, and loaded again at the next attempt", async () => {
  vi.resetModules();
  onTestFinished(() => void vi.resetModules());
  const fresh = await import("../../../lib/report/fonts/east-asian-files.ts");
  vi.stubGlobal("FONT_BUILDS", { korean: "of this bundle" });
  const error = await rejectionOf(fresh.eastAsianFont("korean"));
  expect(error).toMatchObject({ name: "BuiltApartError" });
  expect(String(error)).toContain("another build");
  vi.unstubAllGlobals();
  expect(
    Buffer.from(await fresh.eastAsianFont("korean")).equals(await eastAsianFont("korean")),
  ).toBe(true);
});
