import type { TextStyle } from "../layout/measures.ts";
import type { Rgb } from "../scales/palettes.ts";
import type { Faces, PdfDocument } from "./document.ts";

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

/**
 * Draws on the current page; x grows to the right, y downwards. Every call says its ink, so that no call
 * depends on one before it.
 */
export class Canvas {
  readonly #doc: PdfDocument;
  readonly #faces: Faces;
  #images = 0;

  constructor(doc: PdfDocument, faces: Faces) {
    this.#doc = doc;
    this.#faces = faces;
  }

  addPage(): void {
    this.#doc.addPage();
  }

  /** Adds an entry to the document's outline that leads to the current page. */
  addOutlineEntry(title: string): void {
    this.#doc.outline.addItem(title);
  }

  /** Calls back for every page, with it as the current page. */
  forEachPage(draw: (page: number, pages: number) => void): void {
    const { count } = this.#doc.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      this.#doc.switchToPage(index);
      draw(index + 1, count);
    }
  }

  widthOf(text: string, style: TextStyle): number {
    return this.#faces[style.face].widthOf(text, style.size);
  }

  /** The width of one character, given as its code point. */
  widthOfCharacter(codePoint: number, style: TextStyle): number {
    return this.#faces[style.face].widthOfCharacter(codePoint, style.size);
  }

  capHeight(style: TextStyle): number {
    return this.#faces[style.face].capHeight(style.size);
  }

  /** One line of text, its base line starting at the point. */
  text(text: string, x: number, baseline: number, style: TextStyle): void {
    this.#text(text, `1 0 0 -1 ${number(x)} ${number(baseline)}`, style);
  }

  /** One line of text that runs upwards, for the label of a vertical axis. */
  textUpwards(text: string, x: number, baseline: number, style: TextStyle): void {
    this.#text(text, `0 -1 -1 0 ${number(x)} ${number(baseline)}`, style);
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
    this.#doc.moveTo(first.x, first.y);
    for (const point of rest) this.#doc.lineTo(point.x, point.y);
    this.#stroke(stroke);
  }

  fillRectangle({ x, y, width, height }: Rectangle, ink: Rgb): void {
    this.#doc
      .rect(x, y, width, height)
      .fillColor([...ink])
      .fill();
  }

  strokeRectangle({ x, y, width, height }: Rectangle, stroke: Stroke): void {
    this.#doc.rect(x, y, width, height);
    this.#stroke(stroke);
  }

  fillCircle(centre: Point, radius: number, ink: Rgb): void {
    this.#doc
      .circle(centre.x, centre.y, radius)
      .fillColor([...ink])
      .fill();
  }

  strokeCircle(centre: Point, radius: number, stroke: Stroke): void {
    this.#doc.circle(centre.x, centre.y, radius);
    this.#stroke(stroke);
  }

  /** An image whose bytes are row by row, one a pixel, each an entry of the colour table. */
  indexedImage(
    pixels: { width: number; height: number; entries: Uint8Array; palette: Uint8Array },
    place: Rectangle,
  ): void {
    const table = this.#doc.ref({});
    table.end(pixels.palette);
    const obj = this.#doc.ref({
      Type: "XObject",
      Subtype: "Image",
      Width: pixels.width,
      Height: pixels.height,
      BitsPerComponent: 8,
      ColorSpace: ["Indexed", "DeviceRGB", pixels.palette.length / 3 - 1, table],
      Interpolate: false,
    });
    obj.end(pixels.entries);
    this.#images += 1;
    const image = { obj, label: `X${this.#images}`, width: pixels.width, height: pixels.height };
    const { x, y, width, height } = place;
    this.#doc.image(image, x, y, { width, height });
  }

  #stroke({ ink, width, dash }: Stroke): void {
    this.#doc.lineWidth(width).strokeColor([...ink]);
    if (dash === undefined) this.#doc.undash();
    else this.#doc.dash(dash[0], { space: dash[1] });
    this.#doc.stroke();
  }

  #text(text: string, matrix: string, style: TextStyle): void {
    if (text === "") return;
    const face = this.#faces[style.face];
    const fonts: Record<string, object> = this.#doc.page.fonts;
    fonts[face.id] ??= face.resource();
    const ink = style.ink.map((channel) => number(channel / 255)).join(" ");
    const shown = `<${face.encode(text)}> Tj`;
    // One text object straight into the page: pdfkit's own text call costs ten times as much.
    this.#doc.addContent(
      `BT ${ink} rg /${face.id} ${number(style.size)} Tf ${matrix} Tm ${shown} ET`,
    );
  }
}

/** A length as PDF writes it: no exponent, and no digits that no printer shows. */
function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
