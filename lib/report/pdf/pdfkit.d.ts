/**
 * The members of pdfkit's document that the report uses and that its types leave out. They are not part
 * of its documented interface: its version is exact, and the tests read the reports with other tools.
 */
import type { EmbeddedFont } from "./typeface.ts";

declare global {
  namespace PDFKit {
    interface PDFKitReference {
      /** Writes the object; what is given is its stream. */
      end(stream?: string | Uint8Array): void;
    }

    interface PDFDocument {
      /** The font that was set last. */
      readonly _font: EmbeddedFont;
      /** The catalogue, from which a reader finds everything. */
      readonly _root: PDFKitReference & {
        readonly data: {
          readonly Names: { readonly data: object };
        };
      };
      readonly _info: PDFKitReference;
      /** Both parts of the file's identifier. */
      readonly _id: Uint8Array;
      /** Where each object starts, from object 1 on; null until it is written. */
      readonly _offsets: (number | null)[];
      /** Where what is written next starts. */
      readonly _offset: number;
      /** Writes the cross-reference table and the file's end. */
      _finalize: () => void;
      _write(line: string): void;
      /** Appends what the information dictionary says to the XMP packet. */
      _addInfo: () => void;
      appendXML(xml: string): void;
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
