import { RECORD_OF_CHECKSUMS } from "../../../../lib/case/checks/identity.ts";
import type { Check } from "../../../../lib/case/checks/index.ts";
import type { Verification } from "../../../../lib/http/answers.ts";
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { TableContent } from "../../../../lib/report/model/tables/content.ts";

export type FailedCheck = Extract<Check, { outcome: "does_not_hold" }>;

/** The checks that do not hold, without the one of the record, about which `recordFault` says more. */
export function failedChecks(checks: readonly Check[]): FailedCheck[] {
  return checks.flatMap((check) =>
    check.outcome === "does_not_hold" && check.id !== RECORD_OF_CHECKSUMS.id ? [check] : [],
  );
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
export function checksInWords(checks: readonly Check[]): string {
  const numberOf = (outcome: Check["outcome"]): number =>
    checks.filter((check) => check.outcome === outcome).length;
  const [hold, fail] = [numberOf("holds"), numberOf("does_not_hold")];
  const failing = fail === 1 ? "1 does not hold" : `${fail} do not hold`;
  return (
    `${counted(hold, "check")} ${hold === 1 ? "holds" : "hold"}, ${failing}, ` +
    `${numberOf("cannot_be_checked")} cannot be made.`
  );
}

/** How many further contradictions a check found than the first one, which is shown. */
export function furtherWords({ count }: FailedCheck): string {
  return count > 1 ? ` ${counted(count - 1, "more contradiction")} like this.` : "";
}

const OUTCOMES: Readonly<Record<Check["outcome"], string>> = {
  holds: "holds",
  does_not_hold: "does not hold",
  cannot_be_checked: "cannot be made",
};

/** Every check with its outcome: those that do not hold first, then those that hold. */
export function checksTable(checks: readonly Check[]): TableContent {
  const order: readonly Check["outcome"][] = ["does_not_hold", "holds", "cannot_be_checked"];
  const sorted = order.flatMap((outcome) => checks.filter((check) => check.outcome === outcome));
  return {
    caption: "Every check of this case’s own numbers against each other.",
    columns: [
      { head: "Check", align: "left" },
      { head: "Outcome", align: "left" },
      { head: "Details", align: "left" },
    ],
    rows: sorted.map((check) => [check.title, OUTCOMES[check.outcome], detailsOf(check)]),
  };
}

function detailsOf(check: Check): string {
  if (check.outcome === "cannot_be_checked") return check.reason;
  const compared = `${counted(check.compared, "comparison")}.`;
  const found =
    check.outcome === "does_not_hold" ? ` ${counted(check.count, "contradiction")}.` : "";
  return excerpt(`${compared}${found} ${check.reason ?? ""}`.trimEnd(), 400);
}
