import "./dom-matrix.ts";
import "pdfjs-dist/legacy/build/pdf.worker.mjs";
import {
  getDocument,
  VerbosityLevel,
  type PDFDocumentProxy,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import { MAX_ARTIFACT_BYTES } from "../../case/artifact-size.ts";
import type { Attempt, EmbeddedFile, ReadPdf } from "./verification.ts";

/**
 * Reads a PDF with pdf.js. A hostile PDF can take unlimited time and memory, so this runs where both are limited
 * (`verify-threads.ts`). If several attachments have the same name, pdf.js returns only one; the comparison of the
 * bytes finds the others.
 */
export async function readPdf(pdf: Uint8Array): Promise<Attempt<ReadPdf>> {
  const task = getDocument({
    data: new Uint8Array(pdf),
    verbosity: VerbosityLevel.ERRORS,
    stopAtErrors: true,
    useWasm: false,
    useSystemFonts: false,
    disableFontFace: true,
  });
  try {
    return await contentOf(await task.promise);
  } catch (error) {
    return refused(faultOf(error));
  } finally {
    await task.destroy();
  }
}

async function contentOf(document: PDFDocumentProxy): Promise<Attempt<ReadPdf>> {
  const { info, metadata } = await document.getMetadata();
  const facts = new Map<string, unknown>(Object.entries(info));
  const attachments = filesIn(await document.getAttachments());
  const long = attachments.find(({ bytes }) => bytes.length > MAX_ARTIFACT_BYTES);
  if (long !== undefined) return refused(`The attachment ${long.file} is longer than 16 MiB.`);
  const value = {
    creator: textOf(facts.get("Creator")),
    encrypted: textOf(facts.get("EncryptFilterName")) !== undefined,
    keywords: [textOf(facts.get("Keywords")), textOf(metadata?.get("pdf:keywords"))],
    attachments,
  } as const;
  return { done: true, value };
}

/** pdf.js has no types for attachments. */
function filesIn(attachments: unknown): EmbeddedFile[] {
  if (typeof attachments !== "object" || attachments === null) return [];
  return Object.entries(attachments).map(([file, attached]: [string, unknown]) => {
    const content: unknown =
      typeof attached === "object" && attached !== null && "content" in attached
        ? attached.content
        : undefined;
    return { file, bytes: new Uint8Array(content instanceof Uint8Array ? content : []) };
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function faultOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === "PasswordException") return "The PDF is encrypted; reports never are.";
  return `The PDF cannot be read: ${message.replace(/\.?$/, ".")} It was damaged or cut off.`;
}

function refused(reason: string): Attempt<never> {
  return { done: false, outcome: "does_not_hold", reason };
}
