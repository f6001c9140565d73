import { codePointNotation, isExtractable } from "./visible-text.ts";

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

/** Height of a capital letter of all DejaVu faces, 1493 of 2048 units; their tables do not say. */
const CAP_HEIGHT = 1493 / 2048;

interface Glyphs {
  /** Character codes as a PDF hexadecimal string's digits; empty until the glyphs are set. */
  hex: string;
  /** Whether the face has the character; else it is set as its `[U+XXXX]`. */
  readonly covered: boolean;
  /** In thousandths of the font size. */
  readonly advance: number;
}

interface Run {
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
  readonly #glyphs = new Map<number, Glyphs>();

  constructor(font: EmbeddedFont) {
    this.#font = font;
  }

  get id(): string {
    return this.#font.id;
  }

  /** Height of a capital letter at a size, in points. */
  capHeight(size: number): number {
    return CAP_HEIGHT * size;
  }

  covers(codePoint: number): boolean {
    return this.#font.font.hasGlyphForCodePoint(codePoint);
  }

  /** The width in points of one character, which may be set as its `[U+XXXX]`. */
  widthOfCharacter(codePoint: number, size: number): number {
    return (this.#glyphsOf(codePoint).advance * size) / 1000;
  }

  widthOf(text: string, size: number): number {
    let advance = 0;
    for (const character of text) advance += this.#glyphsOf(character.codePointAt(0) ?? 0).advance;
    return (advance * size) / 1000;
  }

  /**
   * The text in runs: of characters that are set as themselves or may only be read as their `[U+XXXX]`,
   * and of those whose `[U+XXXX]` stands for them.
   */
  runsOf(text: string): Run[] {
    const runs: Run[] = [];
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      const standsFor = !this.#glyphsOf(codePoint).covered && isExtractable(codePoint);
      const last = runs.at(-1);
      if (last?.standsFor === standsFor) last.characters += character;
      else runs.push({ standsFor, characters: character });
    }
    return runs;
  }

  /** The text as the digits of a PDF hexadecimal string; its glyphs become part of the file. */
  encode(text: string): string {
    let hex = "";
    for (const character of text) hex += this.#setGlyphs(character.codePointAt(0) ?? 0);
    return hex;
  }

  resource(): object {
    return this.#font.ref();
  }

  #glyphsOf(codePoint: number): Glyphs {
    const known = this.#glyphs.get(codePoint);
    if (known !== undefined) return known;
    const covered = this.covers(codePoint);
    const glyphs = { hex: "", covered, advance: this.#advanceOf(codePoint) };
    this.#glyphs.set(codePoint, glyphs);
    return glyphs;
  }

  #advanceOf(codePoint: number): number {
    const { font } = this.#font;
    if (!this.covers(codePoint)) return this.widthOf(codePointNotation(codePoint), 1000);
    return (font.glyphForCodePoint(codePoint).advanceWidth * 1000) / font.unitsPerEm;
  }

  #setGlyphs(codePoint: number): string {
    const glyphs = this.#glyphsOf(codePoint);
    if (glyphs.hex === "") {
      glyphs.hex = glyphs.covered
        ? this.#includeGlyph(codePoint, glyphs.advance)
        : this.encode(codePointNotation(codePoint));
    }
    return glyphs.hex;
  }

  #includeGlyph(codePoint: number, advance: number): string {
    const { font, subset, widths, unicode } = this.#font;
    const code = subset.includeGlyph(font.glyphForCodePoint(codePoint).id);
    widths[code] ??= advance;
    unicode[code] ??= [codePoint];
    return code.toString(16).padStart(4, "0");
  }
}
