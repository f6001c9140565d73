import type { Verification } from "../../../../lib/http/answers.ts";
import type { Checksums } from "./checksums.ts";

type CheckedFile = Verification["files"][string];

const STATES: Readonly<Record<CheckedFile["state"], string>> = {
  confirmed: "confirmed",
  differs: "differs",
  missing: "missing",
  not_checked: "not checked",
};

/** What is known of one file. "Not checked" does not mean that it was edited: the reason says what it means. */
export function fileInWords({ state, reason }: CheckedFile): string {
  return reason === undefined ? STATES[state] : `${STATES[state]}: ${reason}`;
}

/** What is known of all listed files together. */
export function checksumsInWords(checksums: Checksums): string {
  switch (checksums.name) {
    case "verified":
      return "Every listed file has the checksum that checksums.json states. Line ends may be LF or CRLF.";
    case "differ":
      return "Some files do not match checksums.json: they differ or are missing.";
    case "unchecked":
      return "Some listed files were not checked, so their state is unknown. No checked file differs.";
    case "unlisted":
      return "The case has no checksums.json, or it lists no file: nothing is confirmed.";
    case "unreadable":
      return `The record of checksums cannot be read: ${checksums.why}`;
    default:
      return checksums satisfies never;
  }
}
