import { RECORD_OF_CHECKSUMS } from "../../../../lib/case/checks/record-of-checksums.ts";
import type { ChecksSummary, FailedCheck } from "../../../../lib/case/checks/summary.ts";
import type { Verification } from "../../../../lib/http/answers.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";

/** The checks that do not hold, without the one of the record, about which `recordFault` says more. */
export function failedChecks({ fail }: ChecksSummary): FailedCheck[] {
  return fail.filter(({ check }) => check !== RECORD_OF_CHECKSUMS.id);
}

/** Why the record of checksums does not confirm the files of a case. */
export interface RecordFault {
  readonly title: string;
  /** `metrics.json: differs`. */
  readonly files: readonly string[];
  readonly detail: string;
}

/** The part of the page about checksums lists all of them. */
const MOST_FILES = 20;

/** Undefined if no file contradicts the record; a case without one has no fault. */
export function recordFault(verification: Verification): RecordFault | undefined {
  if (verification.record === "unreadable") {
    return {
      title: "The record of checksums cannot be read.",
      files: [],
      detail: `${verification.reason ?? ""} No file of this case is confirmed.`.trimStart(),
    };
  }
  const files = Object.entries(verification.files).flatMap(([file, { state }]) =>
    state === "differs" || state === "missing" ? [`${file}: ${state}`] : [],
  );
  if (files.length === 0) return undefined;
  const left = files.length - MOST_FILES;
  return {
    title: "Some files are not those that the evaluation recorded.",
    files: [...files.slice(0, MOST_FILES), ...(left > 0 ? [`and ${left} more`] : [])],
    detail: "checksums.json has other checksums. Ask the producer of this case which are right.",
  };
}

/** `35 checks hold, 2 do not hold, 8 cannot be made.` */
export function checksInWords({ hold, fail, unchecked }: ChecksSummary): string {
  const failing = fail.length === 1 ? "1 does not hold" : `${fail.length} do not hold`;
  const holding = `${counted(hold, "check")} ${hold === 1 ? "holds" : "hold"}`;
  return `${holding}, ${failing}, ${unchecked} cannot be made.`;
}

/** How many further contradictions a check found than the first one, which is shown. */
export function furtherWords({ count }: FailedCheck): string {
  return count > 1 ? ` ${counted(count - 1, "more contradiction")} like this.` : "";
}
