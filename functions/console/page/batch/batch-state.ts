import {
  type BatchEntry,
  isRefused,
  isReport,
  type RefusedEntry,
  type ReportEntry,
} from "../../../../lib/service/batch/entry.ts";
import type { BatchProgress } from "../../../../lib/service/batch/run-batch.ts";
import type { ApiProblem } from "../api/problem.ts";
import type { BatchRecord, Outcome } from "./batch-store.ts";

/** What a tab knows of a batch. */
export type BatchState =
  | { readonly name: "loading" | "missing" }
  | { readonly name: "failed"; readonly problem: ApiProblem }
  | { readonly name: "known"; readonly batch: Known };

export interface Known {
  readonly record: BatchRecord;
  /**
   * `elsewhere`: another tab of this browser works on it. `pausing`: requests that are under way are finished first.
   */
  readonly phase: "planned" | "running" | "elsewhere" | "pausing" | "paused" | "complete";
  readonly progress: BatchProgress;
  /** When this phase began, on the clock of the page, and how many cases were done then. */
  readonly since: { readonly at: number; readonly done: number };
  readonly reports: readonly ReportEntry[];
  readonly refused: readonly RefusedEntry[];
  /** Cases of the last run that failed for a reason that may pass. */
  readonly failures: readonly RefusedEntry[];
  /** Why no case could succeed. */
  readonly problem: ApiProblem | undefined;
}

/** The parts of a batch that follow from its outcomes. */
export function partsOfOutcomes(
  record: BatchRecord,
  outcomes: Iterable<Outcome>,
  failed: number,
): Pick<Known, "record" | "progress" | "reports" | "refused"> {
  const all = [...outcomes];
  const entries: BatchEntry[] = all.map(({ entry }) => entry);
  const reports = entries.filter(isReport);
  const refused = entries.filter(isRefused);
  const hits = all.filter(({ entry, hit }) => hit && isReport(entry)).length;
  const counts = { hits, renders: reports.length - hits, refused: refused.length, failed };
  return { record, reports, refused, progress: { total: record.caseIds.length, ...counts } };
}
