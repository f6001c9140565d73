import { zlibSync } from "fflate";

/**
 * A third of the time of level 6, for a tenth more bytes. Measured on the attachments of `case_001` (docs/performance.md).
 * `mem` fixes the size of the hash table, which fflate would derive from the length by `Math.log`.
 */
const OPTIONS = { level: 2, mem: 4 } as const;

/**
 * Compresses a stream for a PDF. Faster than what pdfkit does to a stream without `Filter`, so the large ones are
 * compressed here.
 *
 * @param bytes the content
 * @returns the entries of the stream's dictionary, and its compressed content (zlib format). The same bytes give the
 *   same result in every process and on every machine.
 */
export function compress(bytes: Uint8Array): {
  readonly dictionary: { readonly Filter: "FlateDecode" };
  readonly compressed: Uint8Array;
} {
  return { dictionary: { Filter: "FlateDecode" }, compressed: zlibSync(bytes, OPTIONS) };
}
