import type { Finding } from "./facts.ts";
import type { CaseRow, ListedCase, ReportState } from "./listed-case.ts";

/** What a list knows of a case. */
export interface KnownCase {
  readonly caseId: string;
  /** Undefined while the case was not looked at. */
  readonly row: CaseRow | undefined;
}

/** A case as a row, with what is known so far. */
export function rowOf(
  listed: ListedCase,
  finding: Finding | undefined,
  report: ReportState | undefined,
): CaseRow {
  if ("problem" in listed) return listed;
  if (finding !== undefined && "problem" in finding) return finding;
  const { checks = null, record = null, key = null } = finding ?? {};
  return { ...listed, checks, record, key, report: report ?? null };
}
