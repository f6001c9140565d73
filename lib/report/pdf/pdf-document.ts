import type { Typeface } from "./typeface.ts";

export type Faces = Readonly<Record<"sans" | "bold" | "mono", Typeface>>;

export type PdfDocument = PDFKit.PDFDocument;

export interface DocumentFacts {
  readonly title: string;
  readonly subject: string;
  /** Also makes the document's id, which pdfkit derives from these facts, one of its own. */
  readonly cacheKey: string;
  readonly date: Date;
}
