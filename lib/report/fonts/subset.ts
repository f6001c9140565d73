/**
 * Makes the committed fonts from the `dejavu-fonts-ttf` package: `npx tsx lib/report/fonts/subset.ts`.
 *
 * The layout tables go: each character is set as its own glyph, which keeps what is extracted equal to
 * what was written, and a shaping engine's version out of the report's bytes. Hinting goes too: it is a
 * third of the size and PDF viewers do not use it.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import subsetFont from "subset-font";
import { charactersOf, MONOSPACED_COVERAGE, PROPORTIONAL_COVERAGE } from "./coverage.ts";

/** The committed file of each face, the font it is cut from and what it keeps. */
export const FACES = [
  { file: "sans.ttf", origin: "DejaVuSans.ttf", coverage: PROPORTIONAL_COVERAGE },
  { file: "sans-bold.ttf", origin: "DejaVuSans-Bold.ttf", coverage: PROPORTIONAL_COVERAGE },
  { file: "mono.ttf", origin: "DejaVuSansMono.ttf", coverage: MONOSPACED_COVERAGE },
] as const;

const LAYOUT_TABLES = ["GDEF", "GPOS", "GSUB", "kern", "MATH", "FFTM", "gasp"];

/** The bytes of one face, the same on every machine: HarfBuzz runs as WebAssembly. */
export async function subsetFace(face: (typeof FACES)[number]): Promise<Uint8Array> {
  const path = createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${face.origin}`);
  const options = { targetFormat: "truetype", noHinting: true, dropTables: LAYOUT_TABLES } as const;
  return await subsetFont(await readFile(path), charactersOf(face.coverage), options);
}

async function writeFaces(): Promise<void> {
  for (const face of FACES) {
    await writeFile(new URL(face.file, import.meta.url), await subsetFace(face));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await writeFaces();
