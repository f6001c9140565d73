/** Runs in Node and in a browser. */
import { ClarityError, type ErrorCode } from "../../errors.ts";
import { isLasting } from "../../store/failures.ts";
import type { BatchEntry, RefusedEntry, ReportEntry } from "./entry.ts";
import type { Pace } from "./pace.ts";

/** The report of one case, stored before or rendered now. */
export interface MadeReport extends Pick<ReportEntry, "key" | "sha256" | "bytes"> {
  /** False when this call rendered it. */
  readonly hit: boolean;
}

export interface BatchProgress {
  readonly total: number;
  readonly hits: number;
  readonly renders: number;
  /** Cases that cannot be reported. */
  readonly refused: number;
  /** Cases that failed for another reason: one that may pass, or that the operator can correct. */
  readonly failed: number;
}

export interface BatchOptions {
  /** Sorted, each once. */
  readonly caseIds: readonly string[];
  /** Gets or renders the report of a case; rejects with `ClarityError` when it has none. */
  readonly reportOf: (caseId: string) => Promise<MadeReport>;
  readonly pace: Pace;
  /** Stops the batch when more cases than this are refused or fail. */
  readonly maxFailures: number;
  /** Stops the batch: what has begun is finished, nothing new is begun. */
  readonly signal: AbortSignal;
  readonly observe: (progress: BatchProgress) => void;
  /** The sentence of an error for the manifest. */
  readonly detailOf: (error: ClarityError) => string;
  /** Called for each report and refusal, before `observe`. */
  readonly onEntry?: (entry: BatchEntry, hit: boolean) => void;
}

export interface BatchOutcome {
  /** Reports and refusals, which another batch over the same cases repeats. */
  readonly entries: readonly BatchEntry[];
  /** Cases that failed for a reason that is not in the case: run the batch again. */
  readonly failures: readonly RefusedEntry[];
  /** Whether another run may succeed before an operator corrects a permission or path. */
  readonly mayPass: boolean;
  readonly progress: BatchProgress;
  /** Why cases are left; undefined when the batch is complete. */
  readonly stopped: "signal" | "failures" | undefined;
}

/** The case itself is the reason, so trying again gives the same answer. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(["unreportable_case", "not_found"]);
/** The reason may pass while the batch runs. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  "in_progress",
  "no_capacity",
  "held_off",
  "case_unsettled",
  "store_unavailable",
]);
/** No case could succeed. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set(["misconfigured", "store_untrusted"]);

const BUSY: ReadonlySet<ErrorCode> = new Set(["no_capacity", "store_unavailable"]);

const ATTEMPTS = 8;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Gets or renders the reports of many cases. Reports are stored one by one, so a batch that is stopped or killed
 * loses nothing: the next one finds them. Several batches over the same cases share the work.
 *
 * @throws ClarityError when no case could succeed: `misconfigured`, `store_untrusted`, or `store_unavailable` for a
 *   reason that lasts and is not of one case
 */
export async function runBatch(options: BatchOptions): Promise<BatchOutcome> {
  return await new BatchRun(options).run();
}

class BatchRun {
  readonly #options: BatchOptions;
  readonly #entries: BatchEntry[] = [];
  readonly #failures: RefusedEntry[] = [];
  #mayPass = false;
  readonly #counts = { hits: 0, renders: 0, refused: 0, failed: 0 };
  readonly #running = new Set<Promise<void>>();
  /** Why no case could succeed, or a bug. */
  #hopeless: Error | undefined;

  constructor(options: BatchOptions) {
    this.#options = options;
  }

  async run(): Promise<BatchOutcome> {
    const { caseIds, pace } = this.#options;
    let begun = 0;
    for (const caseId of caseIds) {
      while (this.#running.size >= pace.concurrency) await Promise.race(this.#running);
      if (this.#mustStop()) break;
      this.#begin(caseId);
      begun++;
    }
    await Promise.all(this.#running);
    if (this.#hopeless !== undefined) throw this.#hopeless;
    const left = begun < caseIds.length || this.#entries.length + this.#failures.length < begun;
    return {
      entries: this.#entries,
      failures: this.#failures,
      mayPass: this.#mayPass,
      progress: this.#progress(),
      stopped: left ? this.#reason() : undefined,
    };
  }

  #begin(caseId: string): void {
    const work = this.#settle(caseId).finally(() => {
      this.#running.delete(work);
      this.#options.observe(this.#progress());
    });
    this.#running.add(work);
  }

  /** Makes the report of a case, and counts the outcome. Never rejects. */
  async #settle(caseId: string): Promise<void> {
    for (let attempt = 1; ;) {
      const refusedAsBusy = this.#options.pace.begin();
      try {
        this.#made(caseId, await this.#options.reportOf(caseId));
        return;
      } catch (error) {
        if (error instanceof ClarityError && BUSY.has(error.code)) refusedAsBusy();
        const pauseMs = pauseAfter(error, attempt);
        if (!isConflict(error)) attempt++;
        if (pauseMs === undefined) {
          this.#refuse(caseId, error);
          return;
        }
        await this.#pause(pauseMs);
        if (this.#mustStop()) return;
      }
    }
  }

  #made(caseId: string, { key, sha256, bytes, hit }: MadeReport): void {
    this.#add({ case_id: caseId, key, sha256, bytes }, hit);
    this.#counts[hit ? "hits" : "renders"]++;
    this.#options.pace.succeeded();
  }

  #refuse(caseId: string, error: unknown): void {
    if (!(error instanceof ClarityError) || isHopeless(error)) {
      this.#hopeless ??= error instanceof Error ? error : new Error(String(error));
      return;
    }
    const { code } = error;
    const entry = { case_id: caseId, code, detail: this.#options.detailOf(error) };
    const isRefusal = REFUSALS.has(code);
    if (isRefusal) this.#add(entry, false);
    else this.#failures.push(entry);
    if (!isRefusal && !lasts(error)) this.#mayPass = true;
    this.#counts[isRefusal ? "refused" : "failed"]++;
  }

  #add(entry: BatchEntry, hit: boolean): void {
    this.#entries.push(entry);
    this.#options.onEntry?.(entry, hit);
  }

  #mustStop(): boolean {
    return this.#hopeless !== undefined || this.#reason() !== undefined;
  }

  #reason(): BatchOutcome["stopped"] {
    const { signal, maxFailures } = this.#options;
    if (signal.aborted) return "signal";
    return this.#counts.refused + this.#counts.failed > maxFailures ? "failures" : undefined;
  }

  #progress(): BatchProgress {
    return { total: this.#options.caseIds.length, ...this.#counts };
  }

  /** Ends early when the batch is stopped. */
  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#options;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener("abort", end);
      function end() {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      }
    });
  }
}

function isHopeless(error: ClarityError): boolean {
  return HOPELESS.has(error.code) || (lasts(error) && error.facts.of !== "case");
}

/** Whether the store or a case's folder cannot be used until an operator corrects a permission or path. */
function lasts(error: ClarityError): boolean {
  return error.code === "store_unavailable" && isLasting(error);
}

function isConflict(error: unknown): boolean {
  return error instanceof ClarityError && error.code === "in_progress";
}

/**
 * How long to wait before the next attempt, in milliseconds; undefined when another attempt makes no sense. Conflicts
 * are not attempts, and have no limit: the lease of the other process ends.
 */
function pauseAfter(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof ClarityError) || !PASSING.has(error.code) || lasts(error)) {
    return undefined;
  }
  if (attempt >= ATTEMPTS && !isConflict(error)) return undefined;
  const advisedMs = (error.retryAfterSeconds ?? 1) * 1000;
  if (advisedMs > LONGEST_PAUSE_MS) return undefined;
  const growing = isConflict(error) ? advisedMs : advisedMs * 2 ** (attempt - 1);
  // Not all at once: batches that were refused together would come back together.
  return Math.min(LONGEST_PAUSE_MS, growing) * (0.5 + Math.random() / 2);
}
