/**
 * Makes the committed Chinese, Japanese and Korean fonts from the Noto Sans packages of Fontsource:
 * `npx tsx lib/report/fonts/subset-east-asian.ts`.
 *
 * The packages have variable fonts in slices. Each slice is cut to its East Asian characters and fixed at
 * the regular weight, and the slices are joined. The files are compressed: they lie beside the renderer
 * and are read only for a report that needs them.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import subsetFont from "subset-font";
import { charactersOf, EAST_ASIAN_COVERAGE, KANA_COVERAGE } from "./coverage.ts";
import { type Glyph, glyphAt, glyphsOf } from "./glyphs.ts";
import { joinFont } from "./join.ts";
import { readTables } from "./sfnt.ts";

interface EastAsianFace {
  readonly file: string;
  readonly family: string;
  /** The packages whose glyphs it has; for a character that several have, the first one's. */
  readonly origins: readonly string[];
  /** A Japanese encoding whose characters it is cut to. */
  readonly encoding?: string;
}

export const EAST_ASIAN_FACES: readonly EastAsianFace[] = [
  // Simplified forms, and of Hong Kong's what they lack: most of the traditional ones.
  { file: "chinese.ttf.br", family: "Noto Sans SC", origins: ["sc", "hk"] },
  // For what is rare in Japanese, the Chinese font is there.
  { file: "japanese.ttf.br", family: "Noto Sans JP", origins: ["jp"], encoding: "shift_jis" },
  { file: "korean.ttf.br", family: "Noto Sans KR", origins: ["kr"] },
];

const REGULAR = 400;
const DROPPED = ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "gasp", "kern", "vhea", "vmtx"];
const WANTED = new Set(charactersOf(EAST_ASIAN_COVERAGE));

const installed = createRequire(import.meta.url);

/** The bytes of one face, uncompressed, the same on every machine: HarfBuzz runs as WebAssembly. */
export async function makeEastAsianFace(face: EastAsianFace): Promise<Buffer> {
  const kept = face.encoding === undefined ? WANTED : charactersOfEncoding(face.encoding);
  const glyphs = new Map<number, Glyph>();
  let first: Uint8Array | undefined;
  for (const origin of face.origins) {
    for await (const slice of slicesOf(origin)) {
      first ??= slice;
      for (const [codePoint, glyph] of glyphsOf(slice)) {
        const wanted = kept.has(String.fromCodePoint(codePoint));
        if (wanted && !glyphs.has(codePoint)) glyphs.set(codePoint, glyph);
      }
    }
  }
  if (first === undefined) throw new TypeError(`${face.family} has no slices`);
  const measures = readTables(first);
  return joinFont({
    family: face.family,
    copyright: "(c) 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.",
    licence: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
    licenceUrl: "https://scripts.sil.org/OFL",
    missing: glyphAt(measures, 0),
    glyphs,
    measures,
  });
}

/** The slices of a package that have an East Asian character, as TrueType fonts. */
async function* slicesOf(origin: string): AsyncGenerator<Uint8Array> {
  const name = `@fontsource-variable/noto-sans-${origin}`;
  const ranges: unknown = JSON.parse(
    await readFile(installed.resolve(`${name}/unicode.json`), "utf8"),
  );
  for (const [slice, list] of Object.entries(ranges ?? {})) {
    const characters = charactersIn(String(list)).filter((character) => WANTED.has(character));
    if (characters.length === 0) continue;
    const file = `noto-sans-${origin}-${slice.replaceAll(/[[\]]/g, "")}-wght-normal.woff2`;
    const font = await readFile(installed.resolve(`${name}/files/${file}`));
    yield await subsetFont(font, characters.join(""), {
      targetFormat: "truetype",
      noHinting: true,
      dropTables: DROPPED,
      variationAxes: { wght: REGULAR },
    });
  }
}

/** The characters of a list as style sheets have it: `U+4e00,U+4e03-4e05`. */
function charactersIn(list: string): string[] {
  const ranges = Array.from(
    list.matchAll(/U\+([\da-f]+)(?:-([\da-f]+))?/gi),
    ([, from = "", to = from]) => {
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
    },
  );
  return Array.from(charactersOf(ranges));
}

/** The wanted characters that one or two bytes of an encoding stand for, and every kana. */
function charactersOfEncoding(encoding: string): ReadonlySet<string> {
  const decoder = new TextDecoder(encoding);
  const characters = new Set(Array.from(charactersOf(KANA_COVERAGE)));
  for (let pair = 0; pair <= 0xffff; pair += 1) {
    for (const character of decoder.decode(Uint8Array.of(pair >> 8, pair & 0xff))) {
      if (WANTED.has(character)) characters.add(character);
    }
  }
  return characters;
}

async function writeFaces(): Promise<void> {
  for (const face of EAST_ASIAN_FACES) {
    const font = await makeEastAsianFace(face);
    const { BROTLI_PARAM_LGWIN: window, BROTLI_PARAM_SIZE_HINT: size } = constants;
    const params = { [window]: constants.BROTLI_MAX_WINDOW_BITS, [size]: font.length };
    await writeFile(new URL(face.file, import.meta.url), brotliCompressSync(font, { params }));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await writeFaces();
