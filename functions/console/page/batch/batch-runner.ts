import { asProblem } from "../api/problem.ts";
import type { Clock } from "../report/runner.ts";
import { type BatchState, type Known, partsOfOutcomes } from "./batch-state.ts";
import type { BatchRecord, BatchStore, Outcome } from "./batch-store.ts";
import { makeReports, type MakeOptions } from "./make-reports.ts";

/** Runs `work` as the only tab; calls `onWait` when another tab has to end first. */
export type Exclusively = (onWait: () => void, work: () => Promise<void>) => Promise<void>;

interface RunnerOptions extends Pick<MakeOptions, "id" | "reports" | "most"> {
  readonly store: Pick<BatchStore, "read" | "put" | "outcomes" | "addOutcome">;
  readonly exclusively: Exclusively;
  /** Lets the other tabs read the batch again. */
  readonly tellOthers: () => void;
  readonly clock: Clock;
  readonly onChange: (state: BatchState) => void;
}

/** Milliseconds between two drawings of the progress. */
const REDRAWN_EVERY = 250;

/** Works on a batch in this tab, or follows the tab that does. */
export class BatchRunner {
  readonly #options: RunnerOptions;
  readonly #outcomes = new Map<string, Outcome>();
  #record: BatchRecord | undefined;
  #shown: Pick<Known, "phase" | "since" | "failures" | "problem"> = {
    phase: "planned",
    since: { at: 0, done: 0 },
    failures: [],
    problem: undefined,
  };
  #failed = 0;
  /** While this tab works on the batch. */
  #stop: AbortController | undefined;
  /** While this tab works on the batch, or waits for another one. */
  #ended: Promise<void> | undefined;
  #redraws = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** Reads the batch, and goes on with it if it is running. Also after another tab has changed it. */
  async refresh(): Promise<void> {
    await this.#guarded(async () => {
      if (this.#stop !== undefined) return await this.#obey(this.#stop);
      await this.#read();
      if (this.#ended !== undefined) return this.#show();
      if (this.#record?.state === "running" && !this.#isComplete()) return await this.#run();
      return this.#rest();
    });
  }

  async start(): Promise<void> {
    await this.#guarded(async () => {
      await this.#setState("running");
      await this.#run();
    });
  }

  /** Lets the tab that works on it finish what has begun; resolves when that is done, if it is this one. */
  async pause(): Promise<void> {
    await this.#guarded(async () => {
      const ended = this.#stop === undefined ? undefined : this.#ended;
      if (ended !== undefined) this.#enter("pausing");
      this.#stop?.abort();
      await this.#setState("paused");
      await ended;
    });
  }

  /** This tab works on the batch, so only a pause or removal by another tab is news. */
  async #obey(stop: AbortController): Promise<void> {
    if ((await this.#options.store.read(this.#options.id))?.state === "running") return;
    stop.abort();
    if (this.#stop === stop) this.#enter("pausing");
  }

  async #run(): Promise<void> {
    const { exclusively, tellOthers } = this.#options;
    const wait = () => this.#enter("elsewhere");
    this.#ended ??= exclusively(wait, async () => await this.#work()).finally(() => {
      this.#ended = undefined;
      this.#rest();
      tellOthers();
    });
    await this.#ended;
  }

  async #work(): Promise<void> {
    await this.#read();
    if (this.#record?.state !== "running" || this.#isComplete()) return;
    const caseIds = this.#record.caseIds.filter((caseId) => !this.#outcomes.has(caseId));
    const stop = new AbortController();
    this.#stop = stop;
    this.#failed = 0;
    this.#shown = { ...this.#shown, failures: [], problem: undefined };
    this.#enter("running");
    const ended = await makeReports({
      ...this.#options,
      caseIds,
      stop,
      onOutcome: (outcome) => this.#outcomes.set(outcome.entry.case_id, outcome),
      onFailed: (count) => {
        this.#failed = count;
        this.#showSoon();
      },
    });
    this.#stop = undefined;
    this.#shown = { ...this.#shown, ...ended };
    // A reader who opens a batch that failed decides whether it goes on.
    if (!this.#isComplete()) await this.#setState("paused");
  }

  /** The phase when no tab works on it. */
  #rest(): void {
    if (this.#record === undefined) this.#options.onChange({ name: "missing" });
    else if (this.#isComplete()) this.#enter("complete");
    else this.#enter(this.#record.state === "planned" ? "planned" : "paused");
  }

  #enter(phase: Known["phase"]): void {
    if (phase !== this.#shown.phase) {
      const since = { at: this.#options.clock.now(), done: this.#outcomes.size };
      this.#shown = { ...this.#shown, phase, since };
    }
    this.#show();
  }

  #show(): void {
    if (this.#record === undefined) return;
    const parts = partsOfOutcomes(this.#record, this.#outcomes.values(), this.#failed);
    this.#options.onChange({ name: "known", batch: { ...parts, ...this.#shown } });
  }

  #showSoon(): void {
    if (this.#redraws) return;
    this.#redraws = true;
    this.#options.clock.after(REDRAWN_EVERY, () => {
      this.#redraws = false;
      this.#show();
      this.#options.tellOthers();
    });
  }

  #isComplete(): boolean {
    return this.#record !== undefined && this.#outcomes.size === this.#record.caseIds.length;
  }

  /** Outcomes are only added: what this tab has not stored yet stays. */
  async #read(): Promise<void> {
    const { store, id } = this.#options;
    this.#record = await store.read(id);
    for (const outcome of await store.outcomes(id)) {
      this.#outcomes.set(outcome.entry.case_id, outcome);
    }
  }

  async #setState(state: BatchRecord["state"]): Promise<void> {
    const { store, id, tellOthers } = this.#options;
    // Another tab may have removed it.
    const stored = await store.read(id);
    this.#record = stored === undefined ? undefined : { ...stored, state };
    if (this.#record !== undefined) await store.put(this.#record);
    tellOthers();
  }

  async #guarded(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#options.onChange({ name: "failed", problem: asProblem(error) });
    }
  }
}
