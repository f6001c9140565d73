import { plainText } from "../geometry/plain-text.ts";
import { EAST_ASIAN_COVERAGE, KANA_COVERAGE } from "./coverage.ts";
import { required } from "../../required.ts";

export type EastAsianFont = "chinese" | "japanese" | "korean";

/** Returns the bytes of a font: a TrueType file. */
export type OpenEastAsianFont = (name: EastAsianFont) => Promise<Uint8Array>;

const ANY = rangesPattern(EAST_ASIAN_COVERAGE, "gu");
const KANA = rangesPattern(KANA_COVERAGE, "u");
const HANGUL = /[\u3131-\u318e\uac00-\ud7a3]/;

function rangesPattern(ranges: typeof EAST_ASIAN_COVERAGE, flags: string): RegExp {
  const escaped = ranges.map((range) => range.map((code) => `\\u{${code.toString(16)}}`).join("-"));
  return new RegExp(`[${escaped.join("")}]`, flags);
}

/** Most artifacts are pure ASCII; this test takes a tenth of the time of searching for East Asian characters. */
const NOT_ASCII = /[\u0080-\uffff]/;

/** The East Asian code points of texts, as they are set. */
export function eastAsianCharacters(texts: readonly string[]): Set<number> {
  const found = new Set<number>();
  for (const text of texts.filter((one) => NOT_ASCII.test(one))) {
    for (const [character] of plainText(text).matchAll(ANY))
      found.add(required(character.codePointAt(0), "a character has a code point"));
  }
  return found;
}

/**
 * The fonts, in the order in which a character is looked up. Chinese, Japanese and Korean write the same ideograph
 * in different forms. Letters that only one of the scripts has show which form a report needs; a report without
 * these letters counts as Chinese.
 */
export function orderOfFonts(codePoints: Iterable<number>): readonly EastAsianFont[] {
  const characters = String.fromCodePoint(...codePoints);
  if (KANA.test(characters)) return ["japanese", "chinese", "korean"];
  if (HANGUL.test(characters)) return ["korean", "chinese", "japanese"];
  return ["chinese", "japanese", "korean"];
}
