/* oxlint-disable no-underscore-dangle -- pdfkit has no public access to these parts of the document */
import type { Attachment } from "../../case/attachment.ts";
import { compress } from "./compress.ts";
import type { PdfDocument } from "./pdf-document.ts";
import { pdfText } from "./text-string.ts";

/**
 * Embeds the artifacts in the document. Does not use pdfkit's own call, which sorts the names by locale and writes the
 * digits of an MD5 where PDF requires its bytes.
 *
 * @param attachments in the order of their names: a PDF name tree is sorted
 * @param date when the case was evaluated
 */
export function attach(doc: PdfDocument, attachments: readonly Attachment[], date: Date): void {
  const files = attachments.map((attachment) => ({
    name: pdfText(attachment.file),
    specification: fileSpecification(doc, attachment, date),
  }));
  const { data: catalogue } = doc._root;
  Object.assign(catalogue, { AF: files.map(({ specification }) => specification) });
  Object.assign(catalogue.Names.data, {
    EmbeddedFiles: { Names: files.flatMap(({ name, specification }) => [name, specification]) },
  });
}

function fileSpecification(
  doc: PdfDocument,
  { file, text }: Attachment,
  date: Date,
): PDFKit.PDFKitReference {
  const bytes = new TextEncoder().encode(text);
  const { dictionary, compressed } = compress(bytes);
  const embedded = doc.ref({
    ...dictionary,
    Type: "EmbeddedFile",
    Subtype: "application#2Fjson",
    Params: { Size: bytes.length, CreationDate: date, ModDate: date },
  });
  embedded.end(compressed);
  const specification = doc.ref({
    Type: "Filespec",
    F: pdfText(file),
    UF: pdfText(file),
    Desc: pdfText("Canonical JSON of the artifact: its SHA-256 is in the report"),
    EF: { F: embedded },
    AFRelationship: "Source",
  });
  specification.end();
  return specification;
}
