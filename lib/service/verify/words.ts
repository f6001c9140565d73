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

/** What each step asks. */
export const QUESTIONS: Readonly<Record<StepName, string>> = {
  report: "Is the file a PDF that names this service as its creator?",
  key_file: "Can key.json be read, the attachment that names all that the report was made of?",
  key: "Is the key in the report the SHA-256 of key.json?",
  attachments: "Are exactly the files attached that key.json names?",
  hashes: "Is each attached artifact the one that key.json names, byte for byte?",
  version: "Did the report version that checks it here make the report?",
  bytes: "Does rendering the attachments again give this PDF, byte for byte?",
  case: "Is the case still the one that the report was made of?",
  service: "Does the service store the same bytes under this key?",
};

/** docs/decisions/0024 has the reasons. */
export const PROVES: readonly string[] = [
  "The pages show what this report version draws from the attached artifacts, and nothing else.",
  "The key is the SHA-256 of the attached key.json, which names these artifacts.",
  "The file is complete and unchanged.",
];

export const DOES_NOT_PROVE: readonly string[] = [
  "Who made the report, or when: anyone can write artifacts and render them.",
  "That the evaluation took place, or that its numbers are right.",
  "That the report is about your files: compare its hashes with them.",
  "What the evaluation's own checksums said: checksums.json is not attached.",
];

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
