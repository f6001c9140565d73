import type { CaseSummary } from "../../case/summary.ts";
import type { ClarityError } from "../../errors.ts";

/** Why a case cannot be read. */
interface CaseProblem {
  code: string;
  detail: string;
  file?: string;
}

/** A case in a list: its summary, or why it has none. */
export type ListedCase =
  | ({ readonly case_id: string } & CaseSummary)
  | { readonly case_id: string; readonly problem: CaseProblem };

/** The summary of a case; undefined when the case cannot be read. */
export function summaryIn(listed: ListedCase): CaseSummary | undefined {
  return "problem" in listed ? undefined : listed;
}

/** Whether the same files would cause the same error again. */
export function isLasting({ code }: ClarityError): boolean {
  return code === "unreportable_case" || code === "not_found";
}
