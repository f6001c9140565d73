import { KEY_FILE } from "../../case/key-file.ts";
import type { Flow } from "../layout/flow.ts";
import { SPACE, TYPE } from "../layout/measures.ts";
import { drawTable, wholeHeight } from "../layout/table.ts";
import type { Table } from "../layout/table-placement.ts";
import { ARTIFACT_LABELS } from "../model/artifact-labels.ts";
import type { ReportModel } from "../model/model.ts";

/** Prints the table of hashes, given the report alone. A test runs it on the report of every demo case. */
const HASH_COMMAND = "pdfdetach -saveall report.pdf && sha256sum *.json";

const INSTRUCTION =
  "In an empty folder with this PDF as report.pdf, these two commands (of Poppler and coreutils) print the table:";

/** The end of the last page: the hash of every attachment, and the commands that print them. */
export function drawVerification(flow: Flow, { hashes, cacheKey }: ReportModel): void {
  const table = hashTable(hashRows(hashes, cacheKey));
  flow.section("Verification", heightOf(flow, table));
  flow.paragraph(INSTRUCTION);
  flow.code([HASH_COMMAND]);
  drawTable(flow, table);
}

function hashTable(rows: string[][]): Table {
  return {
    caption: `SHA-256 of every attachment. That of ${KEY_FILE} is the cache key of this report.`,
    columns: [
      { head: "SHA-256", weight: 2.6, align: "left", style: TYPE.cellMono },
      { head: "Attachment", weight: 1, align: "left" },
    ],
    rows,
    fit: true,
  };
}

/** The section in full: a reader who checks a report needs all of it together. */
function heightOf(flow: Flow, table: Table): number {
  const instruction = flow.lines(INSTRUCTION, TYPE.body).length * TYPE.body.leading;
  const command = TYPE.code.leading + 2 * SPACE.small;
  return instruction + command + wholeHeight(flow, table) + 3 * SPACE.medium;
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
