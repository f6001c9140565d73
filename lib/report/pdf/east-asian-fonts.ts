import { eastAsianCharacters, orderOfFonts, type OpenEastAsianFont } from "../fonts/east-asian.ts";
import { openFont } from "./document.ts";
import type { PdfDocument } from "./pdf-document.ts";
import type { EmbeddedFont } from "./typeface.ts";

/**
 * The fonts that the Chinese, Japanese and Korean characters of texts need, in the order in which a
 * character is looked for: none for texts without such characters.
 */
export async function openEastAsianFonts(
  doc: PdfDocument,
  texts: readonly string[],
  openEastAsianFont: OpenEastAsianFont,
): Promise<EmbeddedFont[]> {
  const fonts: EmbeddedFont[] = [];
  const missing = eastAsianCharacters(texts);
  for (const name of orderOfFonts(missing)) {
    if (missing.size === 0) break;
    const font = openFont(doc, await openEastAsianFont(name));
    fonts.push(font);
    for (const code of missing) if (font.font.hasGlyphForCodePoint(code)) missing.delete(code);
  }
  return fonts;
}
