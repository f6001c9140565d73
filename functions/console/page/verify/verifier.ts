import type {
  Fonts,
  VerifyCall,
  VerifyEvent,
  Work,
} from "../../../../lib/service/verify/browser-verifier.ts";
import { stoppedAfter } from "../../../../lib/service/verify/incomplete.ts";
import {
  READ_LIMITS,
  RENDER_LIMITS,
  tookTooLong,
  tookTooMuch,
  WORKER_ENDED,
} from "../../../../lib/service/verify/limit-values.ts";
import type { Step, Verification } from "../../../../lib/service/verify/verification.ts";
import {
  MAX_REPORT_BYTES,
  stoppedReason,
  tooLargeReason,
} from "../../../../lib/service/verify/words.ts";
import type { Clock } from "../report/runner.ts";

/** A web worker that runs `verifyInBrowser`. */
export interface VerifyWorker {
  readonly post: (call: VerifyCall) => void;
  readonly end: () => void;
}

export interface WorkerListener {
  readonly onEvent: (event: VerifyEvent) => void;
  /** The worker ended by itself, or could not be started. */
  readonly onEnd: () => void;
}

export type StartWorker = (listener: WorkerListener) => VerifyWorker;

/** The part of a `File` that is read. */
export type ReportFile = Pick<File, "name" | "size" | "arrayBuffer">;

export type VerifierState =
  /** The worker and all that it needs are being loaded. */
  | { readonly name: "loading" }
  | { readonly name: "unavailable" }
  | { readonly name: "ready" }
  | {
      readonly name: "working";
      readonly file: ReportFile;
      /** Undefined until the worker is loaded. */
      readonly work: Work | undefined;
      readonly steps: readonly Step[];
    }
  | {
      readonly name: "result";
      readonly file: ReportFile;
      readonly verification: Verification;
      readonly needsFonts: boolean;
    }
  | { readonly name: "failed"; readonly file: ReportFile; readonly why: string };

type Working = Extract<VerifierState, { name: "working" }>;

interface VerifierOptions {
  readonly start: StartWorker;
  readonly after: Clock["after"];
  readonly onState: (state: VerifierState) => void;
}

const LIMITS_MS: Readonly<Record<Work, number | undefined>> = {
  read: READ_LIMITS.milliseconds,
  check: undefined,
  render: RENDER_LIMITS.milliseconds,
};

/** Verifies one report after the other in a worker, which it ends at a limit and starts again. */
export class Verifier {
  readonly #options: VerifierOptions;
  #worker: VerifyWorker | undefined;
  #isLoaded = false;
  #state: VerifierState = { name: "loading" };
  #call: VerifyCall | undefined;
  /** Whether the worker has a call that it has not answered. */
  #isBusy = false;
  #stopTimer: () => void = () => undefined;

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  /** Loads everything that verifying needs, apart from the fonts. */
  load(): void {
    this.#become({ name: "loading" });
    this.#startWorker();
  }

  /** Verifies a report instead of the one before. */
  async verify(file: ReportFile, fonts: Fonts | undefined): Promise<void> {
    this.#stopWork();
    if (file.size > MAX_REPORT_BYTES) {
      this.#finish(file, stoppedAfter([], tooLargeReason(file.size)));
      return;
    }
    const working: Working = { name: "working", file, work: undefined, steps: [] };
    this.#become(working);
    try {
      const pdf = new Uint8Array(await file.arrayBuffer());
      if (this.#state !== working) return;
      this.#call = { pdf, fonts };
      if (this.#worker === undefined) this.#startWorker();
      else if (this.#isLoaded) this.#post();
    } catch {
      this.#become({ name: "failed", file, why: "The browser could not read the file." });
    }
  }

  cancel(): void {
    this.#stopWork();
    this.#become({ name: this.#isLoaded ? "ready" : "loading" });
  }

  /** Ends the worker; the verifier must not be used afterwards. */
  end(): void {
    this.#stopTimer();
    this.#endWorker();
  }

  /** Ends the work on the report before, if there is any. */
  #stopWork(): void {
    this.#call = undefined;
    if (!this.#isBusy) return;
    this.#stopTimer();
    this.#endWorker();
    this.#startWorker();
  }

  #startWorker(): void {
    this.#isLoaded = false;
    this.#isBusy = false;
    const worker = this.#options.start({
      onEvent: (event) => {
        if (this.#worker === worker) this.#take(event);
      },
      onEnd: () => {
        if (this.#worker === worker) this.#lost();
      },
    });
    this.#worker = worker;
  }

  #endWorker(): void {
    this.#worker?.end();
    this.#worker = undefined;
  }

  #post(): void {
    if (this.#call === undefined || this.#worker === undefined) return;
    this.#isBusy = true;
    this.#worker.post(this.#call);
    this.#call = undefined;
  }

  #take(event: VerifyEvent): void {
    if (event.name === "ready") {
      this.#isLoaded = true;
      if (this.#state.name === "loading") this.#become({ name: "ready" });
      this.#post();
    } else if (this.#state.name === "working") this.#takeOfWork(event, this.#state);
  }

  #takeOfWork(event: Exclude<VerifyEvent, { name: "ready" }>, working: Working): void {
    switch (event.name) {
      case "work":
        this.#become({ ...working, work: event.work });
        this.#limit(LIMITS_MS[event.work]);
        return;
      case "step":
        this.#become({ ...working, steps: [...working.steps, event.step] });
        return;
      case "exceeded":
        this.#stopAt(tookTooMuch(READ_LIMITS.growthMib));
        return;
      case "done":
        this.#answered();
        this.#finish(working.file, event.verification, event.needsFonts);
        return;
      case "failed":
        this.#answered();
        this.#become({ name: "failed", file: working.file, why: event.why });
    }
  }

  #answered(): void {
    this.#isBusy = false;
    this.#stopTimer();
  }

  #limit(milliseconds: number | undefined): void {
    this.#stopTimer();
    if (milliseconds === undefined) return;
    this.#stopTimer = this.#options.after(milliseconds, () => {
      this.#stopAt(tookTooLong(milliseconds));
    });
  }

  /** Ends the worker in the middle of its work. This is not a finding about the report. */
  #stopAt(why: string): void {
    const working = this.#state;
    if (working.name !== "working") return;
    const { file, work, steps } = working;
    this.#stopWork();
    const reason = stoppedReason(work === "render" ? "render" : "read", why);
    this.#finish(file, stoppedAfter(steps, reason));
  }

  #lost(): void {
    if (this.#isLoaded && this.#state.name === "working") {
      this.#stopAt(WORKER_ENDED);
      return;
    }
    this.#stopTimer();
    this.#endWorker();
    this.#become({ name: "unavailable" });
  }

  #finish(file: ReportFile, verification: Verification, needsFonts = false): void {
    this.#become({ name: "result", file, verification, needsFonts });
  }

  #become(state: VerifierState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
