import type { CaseSummary, UnreadableCase } from "../../../../lib/http/answers.ts";

/** The summary of a case, undefined where the case cannot be read. */
export function summaryIn(
  listed: CaseSummary | UnreadableCase | undefined,
): CaseSummary | undefined {
  return listed === undefined || "problem" in listed ? undefined : listed;
}

/** The title, or the id where the case states no title. */
export function nameOf(listed: CaseSummary | UnreadableCase): string {
  const title = summaryIn(listed)?.title ?? "";
  return title.trim() === "" ? listed.case_id : title;
}

/** When a case was evaluated, to the minute; undefined where that is not known. */
export function evaluatedWords(evaluatedAt: string | null): string | undefined {
  const time = Date.parse(evaluatedAt ?? "");
  if (Number.isNaN(time)) return undefined;
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
