import { CREATOR } from "../../report/pdf/metadata.ts";
import type { ReadPdf, Step } from "./verification.ts";

const BEGIN = "%PDF-";
const END = "%%EOF\n";

/** A fault of the file that is visible without parsing it, as a sentence; undefined if there is no such fault. */
export function shapeFault(pdf: Uint8Array): string | undefined {
  if (pdf.length === 0) return "The file is empty.";
  if (textOf(pdf.subarray(0, BEGIN.length)) !== BEGIN) {
    return `This is not a PDF: it does not begin with ${BEGIN}.`;
  }
  if (textOf(pdf.subarray(-END.length)) === END) return undefined;
  return "The file does not end as a report does: it was cut off, or something was appended to it.";
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

export function reportStep({ creator, encrypted }: ReadPdf): Step {
  const fault = encrypted ? "The PDF is encrypted; reports never are." : foreign(creator);
  if (fault !== undefined) return { step: "report", outcome: "does_not_hold", detail: fault };
  return {
    step: "report",
    outcome: "holds",
    detail: `A PDF that names ${CREATOR} as its creator.`,
  };
}

function foreign(creator: string | undefined): string | undefined {
  if (creator === CREATOR) return undefined;
  const found = creator === undefined ? "no creator" : `"${creator}" as its creator`;
  return `This is not a report of this service: it names ${found}, not "${CREATOR}".`;
}
