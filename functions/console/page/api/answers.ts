/** The answers that are no artifacts. */
import type {
  CaseSummary,
  ReportStatusAnswer,
  Verification,
} from "../../../../lib/http/answers.ts";
import { caseId } from "./artifacts.ts";
import {
  flag,
  listOf,
  mapOf,
  matching,
  number,
  oneOf,
  optional,
  record,
  type Shape,
  text,
} from "./shape.ts";

export const CACHE_KEY = /^[0-9a-f]{64}$/;

/** The permanent address of a report. */
export function hrefOf(cacheKey: string): string {
  return `/report/${cacheKey}.pdf`;
}

export interface CaseList {
  readonly cases: readonly CaseSummary[];
  /** Entries of the answer that are none. */
  readonly unreadable: number;
}

const caseSummary: Shape<CaseSummary> = record({
  case_id: caseId,
  title: text,
  description: text,
  synthetic: flag,
  evaluated_at: text,
  axes: listOf(record({ axis: text, mean_esi: number, mean_drift: number })),
});

const entries = record({ cases: listOf((entry: unknown) => entry) });

/** One entry that makes no sense does not hide the others, nor does one that is there twice. */
export const caseList: Shape<CaseList> = (value) => {
  const cases = new Map<string, CaseSummary>();
  let unreadable = 0;
  for (const entry of entries(value).cases) {
    try {
      const summary = caseSummary(entry);
      cases.set(summary.case_id, summary);
    } catch {
      unreadable += 1;
    }
  }
  return { cases: [...cases.values()], unreadable };
};

export const reportStatus: Shape<ReportStatus> = (value) => {
  const status = record({
    case_id: caseId,
    cache_key: matching(CACHE_KEY, "64 lower-case hex digits"),
    ready: flag,
  })(value);
  const { case_id, cache_key, ready } = status;
  return { case_id, cache_key, ready, href: hrefOf(cache_key) };
};

/** What the page uses of the answer. */
export type ReportStatus = Pick<ReportStatusAnswer, "case_id" | "cache_key" | "ready" | "href">;

export const verification: Shape<Verification> = record({
  case_id: caseId,
  record: oneOf("readable", "none", "unreadable"),
  reason: optional(text),
  valid: flag,
  files: mapOf(
    record({
      state: oneOf("confirmed", "differs", "missing", "not_checked"),
      reason: optional(text),
    }),
  ),
});
