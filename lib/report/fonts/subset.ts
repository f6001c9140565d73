/**
 * Makes the committed fonts from the `source-sans` and `dejavu-fonts-ttf` packages:
 * `npx tsx lib/report/fonts/subset.ts`.
 *
 * The layout tables go: each character is set as its own glyph, which keeps what is extracted equal to
 * what was written, and a shaping engine's version out of the report's bytes. Hinting goes too: it is a
 * third of the size and PDF viewers do not use it. The figures of both families are tabular by default.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import subsetFont from "subset-font";
import { charactersOf, MONOSPACED_COVERAGE, PROPORTIONAL_COVERAGE } from "./coverage.ts";
import { glyphNumbersOf } from "./glyphs.ts";
import { nameTable } from "./name-table.ts";
import { readTables, writeTables } from "./sfnt.ts";
import { required } from "../../required.ts";

/** The committed file of each face and the font it is cut from. */
export const FACES = [
  { file: "sans.ttf", origin: "source-sans/TTF/SourceSans3-Regular.ttf" },
  { file: "sans-bold.ttf", origin: "source-sans/TTF/SourceSans3-Semibold.ttf" },
  { file: "fallback.ttf", origin: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf" },
  { file: "mono.ttf", origin: "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf" },
] as const;

type Face = (typeof FACES)[number];

const TEXT_FONT = "source-sans/TTF/SourceSans3-Regular.ttf";
const LAYOUT_TABLES = [
  "BASE",
  "DSIG",
  "GDEF",
  "GPOS",
  "GSUB",
  "kern",
  "MATH",
  "FFTM",
  "gasp",
  "size",
];

/** Adobe reserves the name “Source” for its own files, and a subset is a changed file. */
const REPORT_SANS = {
  family: "Report Sans",
  copyright:
    "Cut from Source Sans 3. Copyright 2010-2024 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.",
  licence: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
  licenceUrl: "https://scripts.sil.org/OFL",
};
const STYLES: Partial<Record<Face["file"], string>> = {
  "sans.ttf": "Regular",
  "sans-bold.ttf": "SemiBold",
};

/** The bytes of one face, the same on every machine: HarfBuzz runs as WebAssembly. */
export async function subsetFace(face: Face): Promise<Uint8Array> {
  const options = { targetFormat: "truetype", noHinting: true, dropTables: LAYOUT_TABLES } as const;
  const font = await subsetFont(await readOrigin(face.origin), await charactersIn(face), options);
  const style = STYLES[face.file];
  if (style === undefined) return font;
  const tables = new Map(readTables(font));
  return writeTables(tables.set("name", nameTable({ ...REPORT_SANS, style })));
}

/** The fallback has what the text font lacks, in one weight. */
async function charactersIn({ file, origin }: Face): Promise<string> {
  if (file === "mono.ttf") return charactersOf(MONOSPACED_COVERAGE);
  const own = charactersWithOwnGlyph(await readOrigin(TEXT_FONT));
  if (file !== "fallback.ttf")
    return [...charactersWithOwnGlyph(await readOrigin(origin))].join("");
  const all = Array.from(charactersOf(PROPORTIONAL_COVERAGE));
  return all.filter((character) => !own.has(character)).join("");
}

/**
 * The covered characters of a font, of those that share a glyph only the first: of a glyph, a program
 * that reads a PDF can find one character.
 */
function charactersWithOwnGlyph(font: Uint8Array): Set<string> {
  const numbers = glyphNumbersOf(font);
  const characters = new Map<number, string>();
  for (const character of charactersOf(PROPORTIONAL_COVERAGE)) {
    const glyph = numbers.get(required(character.codePointAt(0), "a character has a code point"));
    if (glyph !== undefined && !characters.has(glyph)) characters.set(glyph, character);
  }
  return new Set(characters.values());
}

async function readOrigin(origin: string): Promise<Uint8Array> {
  return await readFile(createRequire(import.meta.url).resolve(origin));
}

async function writeFaces(): Promise<void> {
  for (const face of FACES) {
    await writeFile(new URL(face.file, import.meta.url), await subsetFace(face));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await writeFaces();
