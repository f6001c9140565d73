import { makeZip } from "client-zip";
import type { ReportEntry } from "../../../../lib/service/batch/entry.ts";
import { fileNameOf } from "../report/download.ts";

/** Reports that are read ahead while others are written. */
const AHEAD = 4;
interface ZipOptions {
  /** In the order of ids. */
  readonly reports: readonly ReportEntry[];
  readonly manifest: string;
  readonly bytesOf: (report: ReportEntry) => Promise<Uint8Array>;
  readonly onReport: (done: number) => void;
}

/**
 * A ZIP archive of reports with their manifest, built as it is read: no more than some reports are in memory. The same
 * reports and manifest give the same bytes. PDFs are compressed already, so they are only stored.
 */
export function zipReports(options: ZipOptions): ReadableStream<Uint8Array> {
  return makeZip(filesOf(options));
}

async function* filesOf({ reports, manifest, bytesOf, onReport }: ZipOptions) {
  // ZIP states local times, so this one gives the same bytes in every time zone.
  const lastModified = new Date(1980, 0, 1);
  yield { name: "manifest.jsonl", input: manifest, lastModified };
  const ahead: Promise<Uint8Array>[] = [];
  for (const [index, report] of reports.entries()) {
    while (ahead.length < AHEAD && index + ahead.length < reports.length) {
      const next = reports[index + ahead.length];
      if (next === undefined) break;
      const bytes = bytesOf(next);
      // A failure counts when the report's turn comes.
      void bytes.catch(() => undefined);
      ahead.push(bytes);
    }
    const input = await ahead.shift();
    if (input === undefined) break;
    yield { name: fileNameOf(report.case_id), input, lastModified };
    onReport(index + 1);
  }
}
