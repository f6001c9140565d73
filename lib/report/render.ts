import { drawReport } from "./draw-report.ts";
import { eastAsianFont } from "./fonts/east-asian-files.ts";
import type { ReportSource } from "./source.ts";

/**
 * Renders the report of a case as PDF.
 *
 * A pure function of the source: the same source gives the same bytes, in every process and on every machine. The
 * report states what the case lacks, and invents nothing.
 *
 * @returns the bytes of the PDF file
 */
export async function renderReport(source: ReportSource): Promise<Uint8Array> {
  return await drawReport(source, eastAsianFont);
}
