import type { RecordSummary } from "../../case/record.ts";
import type { CaseSummary } from "../../case/summary.ts";
import type { ClarityError } from "../../errors.ts";
import { messageOf } from "../messages.ts";

/** Why a case cannot be read. */
interface CaseProblem {
  code: string;
  detail: string;
  file?: string;
}

interface UnreadableCase {
  readonly case_id: string;
  readonly problem: CaseProblem;
}

/** A case in a list: its summary, or why it has none. */
export type ListedCase = ({ readonly case_id: string } & CaseSummary) | UnreadableCase;

/** What only all artifacts of a case together say. */
export interface CaseFacts {
  readonly key: string;
  readonly record: RecordSummary;
  /** How many of the consistency checks hold, fail, and cannot be made. */
  readonly checks: { hold: number; fail: number; unchecked: number };
}

/** Whether the report of a case is stored. */
export type ReportState = "ready" | "missing";

/** A case in the list with its facts; null where one is not known yet. */
export type CaseRow =
  | ({ readonly case_id: string } & CaseSummary & {
        readonly [F in keyof CaseFacts]: CaseFacts[F] | null;
      } & { readonly report: ReportState | null })
  | UnreadableCase;

/** The summary of a case; undefined when the case cannot be read. */
export function summaryIn(listed: ListedCase): CaseSummary | undefined {
  return "problem" in listed ? undefined : listed;
}

/** A case that cannot be read. */
export function problemOf(caseId: string, error: ClarityError): UnreadableCase {
  const { file } = error.details;
  const where = typeof file === "string" ? { file } : {};
  return { case_id: caseId, problem: { code: error.code, detail: messageOf(error), ...where } };
}

/** Whether the same files would cause the same error again. */
export function isLasting({ code }: ClarityError): boolean {
  return code === "unreportable_case" || code === "not_found";
}
