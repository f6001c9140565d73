import { renderReport } from "../../lib/report/render.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { readPdf, type ReadPdf } from "./read-pdf.ts";

const reports = new Map<string, Promise<Uint8Array>>();
const contents = new Map<string, Promise<ReadPdf>>();

/** The report of a source, rendered once for all test files of a process: the key identifies its bytes. */
export async function rendered(source: ReportSource): Promise<Uint8Array> {
  return await once(reports, source, async () => await renderReport(source));
}

/** The content of the report of a source, as another PDF library reads it. */
export async function readReport(source: ReportSource): Promise<ReadPdf> {
  return await once(contents, source, async () => await readPdf(await rendered(source)));
}

async function once<T>(
  made: Map<string, Promise<T>>,
  { cacheKey }: ReportSource,
  make: () => Promise<T>,
): Promise<T> {
  const value = made.get(cacheKey) ?? make();
  made.set(cacheKey, value);
  return await value;
}
