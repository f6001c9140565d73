/** Runs in Node and in a browser. */
import { isReport, type BatchEntry } from "./entry.ts";

/** JSON Lines, one canonical object for each case, in the order of ids. */
export function manifestText(entries: readonly BatchEntry[]): string {
  return entries
    .toSorted(byCaseId)
    .map((entry) => `${JSON.stringify(entry, membersOf(entry))}\n`)
    .join("");
}

/** By UTF-16 code units, as ids are sorted everywhere. */
export function byCaseId(a: BatchEntry, b: BatchEntry): number {
  if (a.case_id === b.case_id) return 0;
  return a.case_id < b.case_id ? -1 : 1;
}

/** Sorted. Of texts and whole numbers, `JSON.stringify` then writes canonical JSON (RFC 8785). */
function membersOf(entry: BatchEntry): string[] {
  return isReport(entry) ? ["bytes", "case_id", "key", "sha256"] : ["case_id", "code", "detail"];
}
