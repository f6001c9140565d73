import { ClarityError } from "../../errors.ts";
import { Turns } from "../../store/file/turns.ts";

export type Progress = (done: number, all: number) => void;

/** Less than a gateway waits (30 s). */
const WAIT_MS = 20_000;
const RETRY_SECONDS = 5;

/** Lets one request at a time look at all cases, and no request wait too long for that. */
export class ScanTurns {
  readonly #turns = new Turns(1);
  readonly #waitMs: number;
  /** Of the last look at all cases that began. */
  #progress = { done: 0, all: 0 };

  constructor(waitMs = WAIT_MS) {
    this.#waitMs = waitMs;
  }

  /** Waits for its turn as long as that takes. */
  async run(work: () => Promise<void>): Promise<void> {
    await this.#turns.run(work);
  }

  /**
   * Waits for some work for a limited time. The work goes on, so that a later request gets further.
   *
   * @throws ClarityError `no_capacity`
   */
  async inTime<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
    const late = AbortSignal.timeout(this.#waitMs);
    const unfinished = () => notRead(this.#progress);
    try {
      await this.#turns.take(late);
    } catch {
      throw unfinished();
    }
    const working = work((done, all) => {
      this.#progress = { done, all };
    }).finally(() => this.#turns.giveBack());
    return await Promise.race([working, rejectedWhen(late, unfinished)]);
  }
}

/** Lets work that is not urgent wait while other work is going on. */
export class Priority {
  #urgent = 0;
  #waiting: (() => void)[] = [];

  /** Does urgent work. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#urgent++;
    try {
      return await work();
    } finally {
      this.#urgent--;
      if (this.#urgent === 0) for (const resume of this.#waiting.splice(0)) resume();
    }
  }

  /** Waits while there is urgent work. */
  async idle(): Promise<void> {
    while (this.#urgent > 0) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}

/** Waits until some work is done, for a limited time. The work goes on. @throws what the work throws in this time */
export async function within(milliseconds: number, work: readonly Promise<void>[]): Promise<void> {
  const working = Promise.all(work);
  // What fails later is left to the next request.
  working.catch(noMatter);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
  }
}

function noMatter(): void {}

async function rejectedWhen(signal: AbortSignal, error: () => Error): Promise<never> {
  return await new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(error()), { once: true });
  });
}

function notRead(progress: { readonly done: number; readonly all: number }): ClarityError {
  return new ClarityError("no_capacity", undefined, {
    reason: "cases_unread",
    retryAfterSeconds: RETRY_SECONDS,
    facts: { progress },
  });
}
