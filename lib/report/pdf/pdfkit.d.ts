/**
 * The members of pdfkit's document that the report uses and that its types leave out. They are not part
 * of its documented interface: its version is exact, and the tests read the reports with other tools.
 */
import type { EmbeddedFont } from "./typeface.ts";

declare global {
  namespace PDFKit {
    interface PDFDocument {
      /** The font that was set last. */
      readonly _font: EmbeddedFont;
      /** Draws an image that is an object of the document already. */
      image(
        src: { obj: PDFKitReference; label: string; width: number; height: number },
        x: number,
        y: number,
        options: { width: number; height: number },
      ): this;
    }
  }
}
