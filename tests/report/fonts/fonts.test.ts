import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import {
  charactersOf,
  MONOSPACED_COVERAGE,
  PROPORTIONAL_COVERAGE,
} from "../../../lib/report/fonts/coverage.ts";
import { FACES, subsetFace } from "../../../lib/report/fonts/subset.ts";
import { glyphNumbersOf } from "../../../lib/report/fonts/glyphs.ts";
import { readTables, tableOf } from "../../../lib/report/fonts/sfnt.ts";
import { openDocument, openFaces } from "../../../lib/report/pdf/document.ts";

const TABLES = ["OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"];

const committed = async (file: string): Promise<Buffer> =>
  await readFile(new URL(`../../../lib/report/fonts/${file}`, import.meta.url));

test.each(FACES)("$file is the output of the script for $origin", async (face) => {
  const made = Buffer.from(await subsetFace(face));
  expect(made.equals(await committed(face.file))).toBe(true);
});

test.each(FACES)("$file has no layout tables and no hinting", async ({ file }) => {
  expect([...readTables(await committed(file)).keys()]).toEqual(TABLES);
});

test.each([
  ["sans", PROPORTIONAL_COVERAGE],
  ["bold", PROPORTIONAL_COVERAGE],
  ["mono", MONOSPACED_COVERAGE],
] as const)("%s has a separate glyph for every character it covers", (name, coverage) => {
  const face = openFaces(openDocument(FACTS))[name];
  const covered = Array.from(charactersOf(coverage)).filter((character) =>
    face.covers(character.codePointAt(0) ?? 0),
  );
  const glyphs = covered.map((character) => {
    const [font] = face.runsOf(character).map((run) => run.font.id);
    return `${font} ${face.encode(character)}`;
  });
  expect(new Set(glyphs).size).toBe(covered.length);
  const essential = Array.from("Aé ßŁΔωЖё≤≥≈±×−√∑∞∈→⇒–—…“”‘’µΩ⁻⁵°");
  expect(essential.filter((character) => !covered.includes(character))).toEqual([]);
});

test.each(["sans", "bold"] as const)("%s has digits and a minus sign of one width", (name) => {
  const face = openFaces(openDocument(FACTS))[name];
  const widths = Array.from("0123456789\u2212", (sign) => face.widthOf(sign, 1000));
  expect(new Set(widths).size).toBe(1);
});

test.each(["sans.ttf", "sans-bold.ttf"])(
  "%s does not have a name that Adobe reserves",
  async (file) => {
    const names = Buffer.from(tableOf(readTables(await committed(file)), "name")).toString(
      "latin1",
    );
    expect(names.replaceAll("\0", "")).toContain("Report Sans");
    expect(names.replaceAll("\0", "")).not.toContain("SourceSans");
  },
);

test("the fallback repeats no character of the text font", async () => {
  const own = glyphNumbersOf(await committed("sans.ttf"));
  const repeated = [...glyphNumbersOf(await committed("fallback.ttf")).keys()].filter((code) =>
    own.has(code),
  );
  expect(repeated).toEqual([]);
});

const FACTS = { title: "", subject: "", cacheKey: "", date: new Date(0) };

test.each([
  ["LICENSE", "Bitstream Vera"],
  ["LICENSE-source-sans", "SIL Open Font License, Version 1.1"],
  ["LICENSE-noto", "SIL Open Font License, Version 1.1"],
])("the licence %s of the fonts is in their folder", async (file, words) => {
  expect((await committed(file)).toString()).toContain(words);
});
