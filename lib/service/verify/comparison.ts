import type { Step } from "./verification.ts";

/** Compares a report with a new render of its attachments. */
export function comparison(pdf: Uint8Array, rendered: Uint8Array): Step {
  const at = firstDifference(pdf, rendered);
  if (at === undefined) {
    const detail = `Rendering the attachments again gives the same ${pdf.length} bytes.`;
    return { step: "bytes", outcome: "holds", detail };
  }
  return { step: "bytes", outcome: "does_not_hold", detail: difference(at, pdf, rendered) };
}

/** The index of the first byte that differs or that only one of them has; undefined if they are equal. */
function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) if (a[at] !== b[at]) return at;
  return a.length === b.length ? undefined : shorter;
}

function difference(at: number, pdf: Uint8Array, rendered: Uint8Array): string {
  if (at === rendered.length) {
    return `${pdf.length - at} bytes were appended to the report, which has ${at} bytes. An incremental update does that.`;
  }
  if (at === pdf.length) {
    return `The file was cut off: it has ${at} bytes of the report's ${rendered.length}.`;
  }
  return `Rendering the attachments again gives different bytes: the first difference is at offset ${at} of ${pdf.length}.`;
}
