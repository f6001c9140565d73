import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import {
  charactersOf,
  MONOSPACED_COVERAGE,
  PROPORTIONAL_COVERAGE,
} from "../../../lib/report/fonts/coverage.ts";
import { FACES, subsetFace } from "../../../lib/report/fonts/subset.ts";
import { readTables } from "../../../lib/report/fonts/sfnt.ts";
import { openDocument, openFaces } from "../../../lib/report/pdf/document.ts";

const TABLES = ["OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"];

const committed = async (file: string): Promise<Buffer> =>
  await readFile(new URL(`../../../lib/report/fonts/${file}`, import.meta.url));

test.each(FACES)("$file is what the script makes of $origin", async (face) => {
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
] as const)("%s has a glyph of its own for every character it covers", (name, coverage) => {
  const face = openFaces(openDocument(FACTS))[name];
  const covered = Array.from(charactersOf(coverage)).filter((character) =>
    face.covers(character.codePointAt(0) ?? 0),
  );
  const glyphs = face.encode(covered.join("")).match(/.{4}/g) ?? [];
  expect(new Set(glyphs).size).toBe(covered.length);
  const essential = Array.from("Aé ßŁΔωЖё≤≥≈±×−√∑∞∈→⇒–—…“”‘’µΩ⁻⁵°");
  expect(essential.filter((character) => !covered.includes(character))).toEqual([]);
});

const FACTS = { title: "", subject: "", cacheKey: "", date: new Date(0) };

test.each([
  ["LICENSE", "Bitstream Vera"],
  ["LICENSE-noto", "SIL Open Font License, Version 1.1"],
])("the licence %s of the fonts lies beside them", async (file, words) => {
  expect((await committed(file)).toString()).toContain(words);
});
