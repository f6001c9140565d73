import type { CaseSummary, ListedCase } from "../../../../lib/http/answers.ts";

/** The summary of a case, undefined where the case cannot be read. */
export function summaryIn(listed: ListedCase | undefined): CaseSummary | undefined {
  return listed === undefined || "problem" in listed ? undefined : listed;
}

/** The title, or the id where the case states no title. */
export function nameOf(listed: ListedCase): string {
  const title = summaryIn(listed)?.title ?? "";
  return title.trim() === "" ? listed.case_id : title;
}
