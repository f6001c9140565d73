import { factsOf } from "../../../../lib/error-codes.ts";
import { ClarityError } from "../../../../lib/errors.ts";
import type { RefusedEntry } from "../../../../lib/service/batch/entry.ts";
import { Pace } from "../../../../lib/service/batch/pace.ts";
import type { RemoteReports } from "../../../../lib/service/batch/remote-reports.ts";
import { type MadeReport, runBatch } from "../../../../lib/service/batch/run-batch.ts";
import { ApiProblem, asProblem } from "../api/problem.ts";
import type { BatchStore, Outcome } from "./batch-store.ts";

/** How many requests at once, until the service shows how many it takes. */
const FIRST = 2;

export interface MakeOptions {
  readonly id: string;
  /** Cases that have no outcome yet. */
  readonly caseIds: readonly string[];
  readonly reports: Pick<RemoteReports, "storedReport" | "reportOf">;
  readonly store: Pick<BatchStore, "addOutcome">;
  /** The most requests at once. */
  readonly most: number;
  /** Ends the run; outcomes that cannot be stored end it, too. */
  readonly stop: AbortController;
  readonly onOutcome: (outcome: Outcome) => void;
  /** Called after each case, with how many have failed for now. */
  readonly onFailed: (count: number) => void;
}

/** How a run ended. */
export interface Ended {
  /** Cases that failed for a reason that may pass. */
  readonly failures: readonly RefusedEntry[];
  /** Why no case could succeed. */
  readonly problem: ApiProblem | undefined;
}

/** Gets or renders the reports of a batch, and stores each outcome at once: a tab may be closed at any time. */
export async function makeReports(options: MakeOptions): Promise<Ended> {
  const { id, caseIds, store, most, stop, onOutcome, onFailed } = options;
  const writes: Promise<void>[] = [];
  let unsaved: unknown;
  const save = async (outcome: Outcome): Promise<void> => {
    try {
      await store.addOutcome(id, outcome);
    } catch (error) {
      unsaved = error;
      stop.abort();
    }
  };
  try {
    const { failures } = await runBatch({
      caseIds,
      reportOf: async (caseId) => await reportOf(options, caseId),
      pace: Pace.adaptive(Math.min(FIRST, most), most),
      maxFailures: Number.POSITIVE_INFINITY,
      signal: stop.signal,
      detailOf,
      observe: ({ failed }) => onFailed(failed),
      onEntry: (entry, hit) => {
        writes.push(save({ entry, hit }));
        onOutcome({ entry, hit });
      },
    });
    await Promise.all(writes);
    return { failures, problem: unsaved === undefined ? undefined : asProblem(unsaved) };
  } catch (error) {
    return { failures: [], problem: problemFor(error) };
  }
}

/** A stored report is only looked up, so that its bytes are not transferred. */
async function reportOf(
  { reports }: Pick<MakeOptions, "reports">,
  caseId: string,
): Promise<MadeReport> {
  return (await reports.storedReport(caseId)) ?? (await reports.reportOf(caseId));
}

/** The service's own sentence, or what is known of the code. */
function detailOf({ code, message, hasOwnMessage }: ClarityError): string {
  const { title, advice } = factsOf(code);
  return hasOwnMessage ? message : `${title}. ${advice}`;
}

function problemFor(error: unknown): ApiProblem {
  if (!(error instanceof ClarityError)) return asProblem(error);
  const { code, status } = error;
  const { title } = factsOf(code);
  return new ApiProblem({ kind: "answered", title, detail: detailOf(error), status, code });
}
