import { readFile } from "node:fs/promises";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { EAST_ASIAN_FACES, makeEastAsianFace } from "../../lib/report/fonts/subset-east-asian.ts";

/** Half a minute of work for the largest, on a busy machine: too long to be run before each commit. */
test.each(EAST_ASIAN_FACES)(
  "$file is what the script makes of Fontsource's packages",
  async (face) => {
    const path = new URL(`../../lib/report/fonts/${face.file}`, import.meta.url);
    const committed = brotliDecompressSync(await readFile(path));
    expect((await makeEastAsianFace(face)).equals(committed)).toBe(true);
  },
  300_000,
);
