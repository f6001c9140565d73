import PdfKit from "pdfkit";
import fallback from "../fonts/fallback.ttf";
import mono from "../fonts/mono.ttf";
import bold from "../fonts/sans-bold.ttf";
import sans from "../fonts/sans.ttf";
import { MARGIN, PAGE } from "../layout/measures.ts";
import type { Canvas } from "./canvas.ts";
import { CompressedObjects } from "./compressed-objects.ts";
import { CREATOR, LANGUAGE, PRODUCER, writeMetadata } from "./metadata.ts";
import { writeOutline } from "./outline.ts";
import { writeStructure } from "./structure-writer.ts";
import { type EmbeddedFont, Typeface } from "./typeface.ts";
import type { DocumentFacts, Faces, PdfDocument } from "./pdf-document.ts";
import { printableText } from "./visible-text.ts";

/** An empty document. All values that pdfkit would take from the clock are arguments. */
export function openDocument(facts: DocumentFacts): PdfDocument {
  const doc = new PdfKit({
    size: [PAGE.width, PAGE.height],
    margins: { ...MARGIN },
    pdfVersion: "1.7",
    lang: LANGUAGE,
    displayTitle: true,
    tagged: true,
    subset: "PDF/A-3a",
    autoFirstPage: false,
    bufferPages: true,
    // No default font: Helvetica would come without its glyphs and garble what WinAnsi lacks.
    font: "",
    info: {
      Title: printableText(facts.title),
      Subject: printableText(facts.subject),
      Keywords: facts.cacheKey,
      Producer: PRODUCER,
      Creator: CREATOR,
      CreationDate: facts.date,
      ModDate: facts.date,
    },
  });
  writeMetadata(doc, facts);
  return doc;
}

/** Heights of capital letters as shares of the size: Source Sans has 660 of 1000 units, DejaVu 1493 of 2048. */
const CAP_HEIGHT = { text: 660 / 1000, mono: 1493 / 2048 } as const;

/**
 * The report's faces in a document. What the text faces lack comes from one font that both share, before
 * the others; the mono face has no use for it, since its letters have other widths.
 *
 * @param others fonts for what the faces' own lack, in the order in which a character is looked for
 */
export function openFaces(doc: PdfDocument, others: readonly EmbeddedFont[] = []): Faces {
  const shared = [openFont(doc, fallback), ...others];
  const open = (bytes: Uint8Array): Typeface =>
    new Typeface(openFont(doc, bytes), CAP_HEIGHT.text, shared);
  return {
    sans: open(sans),
    bold: open(bold),
    mono: new Typeface(openFont(doc, mono), CAP_HEIGHT.mono, others),
  };
}

/**
 * A font in a document, parsed from its bytes each time: a font object that two documents share leaks
 * glyphs from one into the other.
 */
export function openFont(doc: PdfDocument, bytes: Uint8Array): EmbeddedFont {
  doc.font(bytes);
  // oxlint-disable-next-line no-underscore-dangle -- pdfkit has no public access to its embedded font
  return doc._font;
}

/** Ends a document that is drawn and resolves to its bytes. */
export async function documentBytes(
  doc: PdfDocument,
  { tagging, bookmarks }: Canvas,
): Promise<Uint8Array> {
  tagging.endPiece();
  const objects = new CompressedObjects(doc);
  writeStructure(doc, objects, tagging.document, tagging.pages);
  writeOutline(doc, objects, bookmarks);
  objects.write();
  return await new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("error", reject);
    doc.on("end", () => resolve(concatenate(chunks)));
    doc.end();
  });
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
