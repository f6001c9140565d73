import { brotliDecompress } from "node:zlib";
import { promisify } from "node:util";
import { assertBuiltTogether } from "../built-together.ts";
import type { EastAsianFont } from "./east-asian.ts";

/** The fonts that were built together with this bundle; undefined for unbundled sources. */
declare const FONT_BUILDS: Readonly<Record<EastAsianFont, string>> | undefined;

const MODULES: Readonly<
  Record<EastAsianFont, () => Promise<{ readonly COMPRESSED_FONT: Uint8Array }>>
> = {
  chinese: async () => await import("./chinese.ts"),
  japanese: async () => await import("./japanese.ts"),
  korean: async () => await import("./korean.ts"),
};

const opened = new Map<EastAsianFont, Promise<Uint8Array>>();

/**
 * The bytes of a font, which are read for the first report that needs it and then kept. The build makes each font a
 * separate file next to the renderer.
 *
 * @throws BuiltApartError when the font belongs to another build
 */
export async function eastAsianFont(name: EastAsianFont): Promise<Uint8Array> {
  const known = opened.get(name);
  if (known !== undefined) return await known;
  const loading = load(name);
  opened.set(name, loading);
  loading.catch(() => opened.delete(name));
  return await loading;
}

async function load(name: EastAsianFont): Promise<Uint8Array> {
  return await promisify(brotliDecompress)(await compressedFont(name));
}

/** The bytes of a font as they are stored: compressed with Brotli. @throws BuiltApartError as above */
export async function compressedFont(name: EastAsianFont): Promise<Uint8Array> {
  const font = await MODULES[name]();
  assertBuiltTogether(
    "FONT_BUILD" in font ? font.FONT_BUILD : undefined,
    typeof FONT_BUILDS === "undefined" ? undefined : FONT_BUILDS[name],
  );
  return font.COMPRESSED_FONT;
}
