/** What a verification says, to a command and to the page. The steps say what they found themselves. */
import { counted } from "../../report/model/numbers.ts";
import type { Outcome, Step, StepName } from "./verification.ts";

/** Far above any report: those of the largest cases have some 20 MB. */
export const MAX_REPORT_BYTES = 32 * 1024 * 1024;

export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  holds: "holds",
  does_not_hold: "DOES NOT HOLD",
  not_checked: "not checked",
};

export const LABELS: Readonly<Record<StepName, string>> = {
  report: "report",
  key_file: "key.json",
  key: "key",
  attachments: "attachments",
  hashes: "hashes",
  version: "version",
  bytes: "bytes",
  case: "case",
  service: "service",
};

/** The result in a sentence, with what it does not prove. */
export function conclusionOf(steps: readonly Step[], version = ""): string {
  const number = (wanted: Outcome) => steps.filter(({ outcome }) => outcome === wanted).length;
  if (number("holds") === steps.length) {
    return `Report version ${version} renders exactly this PDF from the attached artifacts. This does not prove who made it.`;
  }
  const failed = counted(number("does_not_hold"), "step");
  return `This PDF is not verified: ${failed} failed, ${number("not_checked")} not checked.`;
}

/** Why a file over the limit was not read. */
export function tooLargeReason(bytes: number): string {
  return `The file was not read: it has ${grouped(bytes)} bytes; the limit is ${grouped(MAX_REPORT_BYTES)}.`;
}

/** Why a part of the work has no result. */
export function stoppedReason(work: "read" | "render", why: string): string {
  const what = work === "read" ? "Reading the PDF" : "Rendering the attachments again";
  return `${what} was stopped: ${why}.`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
