import { KEY_FILE } from "../../case/key-file.ts";
import { ARTIFACT_LABELS } from "../model/artifact-labels.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import type { ReportModel } from "../model/model.ts";
import { REPORT_VERSION } from "../version.ts";

/** Prints the table of hashes, given the report alone. A test runs it on the report of every demo case. */
const HASH_COMMAND = "pdfdetach -saveall report.pdf && sha256sum *.json";

/** Every hash that the report's identity rests on, and how to check them. */
export function drawReproducibility(flow: Flow, { hashes, cacheKey }: ReportModel): void {
  const rows = hashRows(hashes, cacheKey);
  flow.section("Reproducibility", keptHeight(rows.length));
  flow.paragraph(
    `Attached to this PDF are ${KEY_FILE} and the canonical JSON (RFC 8785) of every artifact, whole. In an empty ` +
      "folder with this PDF as report.pdf, these two commands (of Poppler and coreutils) print the table below:",
  );
  flow.code([HASH_COMMAND]);
  drawTable(flow, {
    caption: `SHA-256 of every attachment. That of ${KEY_FILE} is the cache key of this report.`,
    columns: [
      { head: "SHA-256", weight: 2.6, align: "left", style: TYPE.cellMono },
      { head: "Attachment", weight: 1, align: "left" },
    ],
    rows,
  });
  flow.paragraph(
    `${KEY_FILE} names the hash of each artifact, what the evaluation’s own checksums say about it, and the report ` +
      `version, which is ${REPORT_VERSION}. The same attachments give the same PDF, byte for byte: “clarity verify ` +
      "report.pdf” renders them again and compares.",
  );
}

/** The section in full: a reader who checks a report needs all of it at once. */
function keptHeight(hashes: number): number {
  const paragraphs = 6 * TYPE.body.leading + TYPE.code.leading + 5 * SPACE.medium;
  return paragraphs + (hashes + 3) * 1.5 * TYPE.cell.leading;
}

/** In the order of the files' names. */
function hashRows(hashes: ReportModel["hashes"], cacheKey: string): string[][] {
  const artifacts = ARTIFACT_LABELS.flatMap(({ name, file }) => {
    const hash = hashes[name];
    return hash === undefined ? [] : [[hash, file]];
  });
  return [[cacheKey, KEY_FILE], ...artifacts].toSorted(([, a = ""], [, b = ""]) =>
    a < b ? -1 : 1,
  );
}
