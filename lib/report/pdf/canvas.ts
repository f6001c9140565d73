import type { TextStyle } from "../layout/measures.ts";
import { isSpacing, onOneLine, plainText } from "../geometry/plain-text.ts";
import type { Rgb } from "../scales/palettes.ts";
import { compress } from "./compress.ts";
import type { Faces, PdfDocument } from "./pdf-document.ts";
import type { Bookmark } from "./outline.ts";
import { Tagging } from "./tagging.ts";
import { pdfText } from "./text-string.ts";
import type { Run } from "./typeface.ts";
import { printableText } from "./visible-text.ts";

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Stroke {
  readonly ink: Rgb;
  readonly width: number;
  /** Lengths of dash and gap; solid when left out. */
  readonly dash?: readonly [dash: number, gap: number];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The directions of text, as the first four numbers of its matrix. */
const RIGHTWARDS = "1 0 0 -1";
const UPWARDS = "0 -1 -1 0";
type Direction = typeof RIGHTWARDS | typeof UPWARDS;

const SPACE = 0x20;
/** The line around a letter that is to be bold, as a share of its size. */
const BOLD_STROKE = 0.03;

/** The flag of an annotation that is printed with its page. */
const PRINTED = 4;

/**
 * Draws on the current page; x grows to the right, y downwards. Every call states its ink, so that it does not depend
 * on earlier calls.
 */
export class Canvas {
  /** The pages, and what belongs to which part of the report. */
  readonly tagging: Tagging;
  readonly #doc: PdfDocument;
  readonly #faces: Faces;
  readonly #bookmarks: Bookmark[] = [];
  #images = 0;

  constructor(doc: PdfDocument, faces: Faces) {
    this.#doc = doc;
    this.#faces = faces;
    this.tagging = new Tagging(doc);
  }

  /** The sections and their parts, in the order of reading. */
  get bookmarks(): readonly Bookmark[] {
    return this.#bookmarks;
  }

  addPage(): void {
    this.tagging.addPage();
  }

  /** Begins a section at a height of the current page: what follows is in it, and the outline leads to it. */
  startSection(title: string, level: 1 | 2, y: number): void {
    this.tagging.startSection(level);
    this.addBookmark(title, level, y);
  }

  /** Makes the outline lead to a height of the current page. */
  addBookmark(title: string, level: Bookmark["level"], y: number): void {
    const { reference } = this.tagging.page;
    const top = Math.round(this.#doc.page.height - y);
    this.#bookmarks.push({ title: printableText(title), level, page: reference, top });
  }

  /** Calls back for every page, with it as the current page, for what pages repeat. */
  forEachPage(draw: (page: number, pages: number) => void): void {
    const { length } = this.tagging.pages;
    for (let index = 0; index < length; index += 1) {
      this.tagging.turnTo(index);
      this.tagging.artifact("pagination", () => draw(index + 1, length));
    }
  }

  /** Makes a place of the current page lead to a bookmark. */
  link({ x, y, width, height }: Rectangle, bookmark: Bookmark, words: string): void {
    const bottom = this.#doc.page.height - y - height;
    const annotation = this.#doc.ref({
      Type: "Annot",
      Subtype: "Link",
      Rect: [x, bottom, x + width, bottom + height],
      Border: [0, 0, 0],
      F: PRINTED,
      Contents: pdfText(printableText(words)),
      Dest: [bookmark.page, "XYZ", undefined, bookmark.top, undefined],
    });
    this.tagging.addAnnotation(annotation);
  }

  /** A figure: its shapes and texts are one thing, which the words describe. */
  figure(place: Rectangle, alt: string, draw: () => void): void {
    const { x, y, width, height } = place;
    const bottom = this.#doc.page.height - y - height;
    const box = [x, bottom, x + width, bottom + height].map(number).join(" ");
    this.tagging.within("Figure", draw, { alt: printableText(alt), box });
  }

  /** The width of a text on one line. */
  widthOf(text: string, style: TextStyle): number {
    return this.#faces[style.face].widthOf(plainText(text), style.size);
  }

  /** The width of one character, given as its code point; line breaks and tabs are spaces. */
  widthOfCharacter(codePoint: number, style: TextStyle): number {
    const code = isSpacing(codePoint) ? SPACE : codePoint;
    return this.#faces[style.face].widthOfCharacter(code, style.size);
  }

  capHeight(style: TextStyle): number {
    return this.#faces[style.face].capHeight(style.size);
  }

  /**
   * One line of text, its base line starting at the point.
   *
   * @param written what was written, where it is not what is shown
   */
  text(text: string, x: number, baseline: number, style: TextStyle, written = text): void {
    this.#text(text, { x, y: baseline }, RIGHTWARDS, style, written);
  }

  /** One line of text that runs upwards, for the label of a vertical axis. */
  textUpwards(text: string, x: number, baseline: number, style: TextStyle): void {
    this.#text(text, { x, y: baseline }, UPWARDS, style, text);
  }

  textRight(text: string, right: number, baseline: number, style: TextStyle): void {
    this.text(text, right - this.widthOf(text, style), baseline, style);
  }

  textCentred(text: string, centre: number, baseline: number, style: TextStyle): void {
    this.text(text, centre - this.widthOf(text, style) / 2, baseline, style);
  }

  line(from: Point, to: Point, stroke: Stroke): void {
    this.polyline([from, to], stroke);
  }

  polyline(points: readonly Point[], stroke: Stroke): void {
    const [first, ...rest] = points;
    if (first === undefined) return;
    this.#setStroke(stroke);
    this.#doc.moveTo(first.x, first.y);
    for (const point of rest) this.#doc.lineTo(point.x, point.y);
    this.#doc.stroke();
  }

  fillRectangle({ x, y, width, height }: Rectangle, ink: Rgb): void {
    this.#setFill(ink);
    this.#doc.rect(x, y, width, height).fill();
  }

  strokeRectangle({ x, y, width, height }: Rectangle, stroke: Stroke): void {
    this.#setStroke(stroke);
    this.#doc.rect(x, y, width, height).stroke();
  }

  fillCircle(centre: Point, radius: number, ink: Rgb): void {
    this.#setFill(ink);
    this.#doc.circle(centre.x, centre.y, radius).fill();
  }

  strokeCircle(centre: Point, radius: number, stroke: Stroke): void {
    this.#setStroke(stroke);
    this.#doc.circle(centre.x, centre.y, radius).stroke();
  }

  /** An image whose bytes are row by row, one a pixel, each an entry of the colour table. */
  indexedImage(
    pixels: { width: number; height: number; entries: Uint8Array; palette: Uint8Array },
    place: Rectangle,
  ): void {
    const table = this.#doc.ref({});
    table.end(pixels.palette);
    const { dictionary, compressed } = compress(pixels.entries);
    const obj = this.#doc.ref({
      ...dictionary,
      Type: "XObject",
      Subtype: "Image",
      Width: pixels.width,
      Height: pixels.height,
      BitsPerComponent: 8,
      ColorSpace: ["Indexed", "DeviceRGB", pixels.palette.length / 3 - 1, table],
      Interpolate: false,
    });
    obj.end(compressed);
    this.#images += 1;
    const image = { obj, label: `X${this.#images}`, width: pixels.width, height: pixels.height };
    const { x, y, width, height } = place;
    this.#beginShape();
    this.#doc.image(image, x, y, { width, height });
  }

  #beginShape(): void {
    const operators = this.tagging.beginShape();
    if (operators !== "") this.#doc.addContent(operators);
  }

  #setFill(ink: Rgb): void {
    this.#beginShape();
    this.#doc.fillColor([...ink]);
  }

  #setStroke({ ink, width, dash }: Stroke): void {
    this.#beginShape();
    this.#doc.lineWidth(width).strokeColor([...ink]);
    if (dash === undefined) this.#doc.undash();
    else this.#doc.dash(dash[0], { space: dash[1] });
  }

  /** @param direction the text's direction as the first four numbers of its matrix */
  #text(text: string, start: Point, direction: Direction, style: TextStyle, written: string): void {
    const line = plainText(text);
    const set = written === text ? line : plainText(written);
    const actual = onOneLine(written);
    // Keep the space at a line break, so that extracted text has it.
    const isSetAsWritten = actual === set && (set === line || set === `${line} `);
    if (isSetAsWritten) this.#runs(set, start, direction, style);
    else this.#standing(actual, () => this.#runs(line, start, direction, style));
  }

  #runs(text: string, start: Point, direction: Direction, style: TextStyle): void {
    const face = this.#faces[style.face];
    let { x, y } = start;
    for (const run of face.runsOf(text)) {
      const place = { x, y };
      const draw = (): void => this.#run(run, place, direction, style);
      if (run.standsFor) this.#standing(run.characters, draw);
      else draw();
      const width = face.widthOf(run.characters, style.size);
      if (direction === RIGHTWARDS) x += width;
      else y -= width;
    }
  }

  /** Draws a replacement for a text. Extraction returns the original text. */
  #standing(actual: string, draw: () => void): void {
    this.tagging.within("Span", draw, { actual });
  }

  #run(run: Run, { x, y }: Point, direction: Direction, style: TextStyle): void {
    const { font } = run;
    const fonts: Record<string, object> = this.#doc.page.fonts;
    fonts[font.id] ??= font.ref();
    const digits = this.#faces[style.face].encode(run.characters);
    const ink = style.ink.map((channel) => number(channel / 255)).join(" ");
    const size = `/${font.id} ${number(style.size)} Tf`;
    const matrix = `${direction} ${number(x)} ${number(y)} Tm`;
    const begin = this.tagging.beginText();
    // One text object straight into the page: pdfkit's own text call costs ten times as much.
    const drawn = `BT ${ink} rg ${size} ${matrix} <${digits}> Tj ET`;
    // A borrowed font has one weight: a solid line with round corners around its letters makes them bold.
    const isBold = run.borrowed && style.face === "bold";
    const line = `[] 0 d 1 j ${number(style.size * BOLD_STROKE)} w ${ink} RG 2 Tr`;
    this.#doc.addContent(begin + (isBold ? `q ${line} ${drawn} Q` : drawn));
  }
}

/** A length as PDF writes it: no exponent, and no digits that no printer shows. */
function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
