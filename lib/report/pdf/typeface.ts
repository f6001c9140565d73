import { codePointNotation, isExtractable } from "./visible-text.ts";
import { required } from "../../required.ts";

/**
 * The members of pdfkit's embedded font that this module uses. They are not part of its documented
 * interface: pdfkit's version is exact, and the tests read the text back with another PDF library.
 */
export interface EmbeddedFont {
  readonly id: string;
  readonly font: {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): { readonly id: number; readonly advanceWidth: number };
  };
  readonly subset: { includeGlyph(id: number): number };
  readonly widths: (number | undefined)[];
  readonly unicode: (number[] | undefined)[];
  /** The font's object in the file, made when it is first asked for. */
  ref(): object;
}

interface Glyphs {
  /** The font that has them. */
  readonly font: EmbeddedFont;
  /** Character codes as a PDF hexadecimal string's digits; empty until the glyphs are set. */
  hex: string;
  /** Whether a font has the character; else it is set as its `[U+XXXX]`. */
  readonly covered: boolean;
  /** In thousandths of the font size. */
  readonly advance: number;
}

/** Characters that are set with one font, one after the other. */
export interface Run {
  readonly font: EmbeddedFont;
  /** Whether the font is not the face's own: such a font has no bold. */
  readonly borrowed: boolean;
  /** Whether it is shown in another way than it was written. */
  readonly standsFor: boolean;
  characters: string;
}

/**
 * One face of the report. Text is set one glyph for one character, without a shaping engine: the fonts
 * have no layout tables, and so what is extracted is what was written.
 */
export class Typeface {
  readonly #font: EmbeddedFont;
  readonly #capHeight: number;
  readonly #others: readonly EmbeddedFont[];
  readonly #glyphs = new Map<number, Glyphs>();

  /**
   * @param capHeight the height of a capital letter, as a share of the size
   * @param others where a character is looked for that the face's own font lacks, in this order
   */
  constructor(font: EmbeddedFont, capHeight: number, others: readonly EmbeddedFont[] = []) {
    this.#font = font;
    this.#capHeight = capHeight;
    this.#others = others;
  }

  /** Height of a capital letter at a size, in points. */
  capHeight(size: number): number {
    return this.#capHeight * size;
  }

  covers(codePoint: number): boolean {
    return this.#glyphsOf(codePoint).covered;
  }

  /** The width in points of one character, which may be set as its `[U+XXXX]`. */
  widthOfCharacter(codePoint: number, size: number): number {
    return (this.#glyphsOf(codePoint).advance * size) / 1000;
  }

  widthOf(text: string, size: number): number {
    let advance = 0;
    for (const character of text)
      advance += this.#glyphsOf(
        required(character.codePointAt(0), "a character has a code point"),
      ).advance;
    return (advance * size) / 1000;
  }

  /**
   * The text in runs, each of one font: of characters that are set as themselves or may only be read as
   * their `[U+XXXX]`, and of those whose `[U+XXXX]` stands for them.
   */
  runsOf(text: string): Run[] {
    const runs: Run[] = [];
    for (const character of text) {
      const codePoint = required(character.codePointAt(0), "a character has a code point");
      const { font, covered } = this.#glyphsOf(codePoint);
      const standsFor = !covered && isExtractable(codePoint);
      const last = runs.at(-1);
      if (last?.font === font && last.standsFor === standsFor) last.characters += character;
      else runs.push({ font, borrowed: font !== this.#font, standsFor, characters: character });
    }
    return runs;
  }

  /** The text as the digits of a PDF hexadecimal string; its glyphs become part of the file. */
  encode(text: string): string {
    let hex = "";
    for (const character of text)
      hex += this.#setGlyphs(required(character.codePointAt(0), "a character has a code point"));
    return hex;
  }

  #glyphsOf(codePoint: number): Glyphs {
    const known = this.#glyphs.get(codePoint);
    if (known !== undefined) return known;
    const having = [this.#font, ...this.#others].find(({ font }) =>
      font.hasGlyphForCodePoint(codePoint),
    );
    const glyphs = {
      font: having ?? this.#font,
      hex: "",
      covered: having !== undefined,
      advance:
        having === undefined
          ? this.widthOf(codePointNotation(codePoint), 1000)
          : advanceOf(having, codePoint),
    };
    this.#glyphs.set(codePoint, glyphs);
    return glyphs;
  }

  #setGlyphs(codePoint: number): string {
    const glyphs = this.#glyphsOf(codePoint);
    if (glyphs.hex === "") {
      glyphs.hex = glyphs.covered
        ? includeGlyph(glyphs.font, codePoint, glyphs.advance)
        : this.encode(codePointNotation(codePoint));
    }
    return glyphs.hex;
  }
}

function advanceOf({ font }: EmbeddedFont, codePoint: number): number {
  return (font.glyphForCodePoint(codePoint).advanceWidth * 1000) / font.unitsPerEm;
}

function includeGlyph(embedded: EmbeddedFont, codePoint: number, advance: number): string {
  const { font, subset, widths, unicode } = embedded;
  const code = subset.includeGlyph(font.glyphForCodePoint(codePoint).id);
  widths[code] ??= advance;
  unicode[code] ??= [codePoint];
  return code.toString(16).padStart(4, "0");
}
