import type { ErrorCode } from "../../error-codes.ts";

/** The report of one case. Members as in the manifest. */
export interface ReportEntry {
  readonly case_id: string;
  readonly key: string;
  /** Of the report's bytes, 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Why a case has no report. */
export interface RefusedEntry {
  readonly case_id: string;
  readonly code: ErrorCode;
  /** The sentence that the API returns for it. */
  readonly detail: string;
}

export type BatchEntry = ReportEntry | RefusedEntry;

export function isReport(entry: BatchEntry): entry is ReportEntry {
  return "key" in entry;
}

export function isRefused(entry: BatchEntry): entry is RefusedEntry {
  return !isReport(entry);
}
