import { StoreUnavailableError } from "../failures.ts";
import type { RunCall } from "./read-file.ts";
import { Turns } from "./turns.ts";

export interface CallLimits {
  /** How many file operations run at once. */
  readonly atOnce: number;
  /** How many overdue operations no longer count towards `atOnce`. */
  readonly overdue: number;
  /** The time limit of each operation. It may wait twice as long for its turn. */
  readonly withinMs: number;
}

/**
 * libuv runs the file operations of a whole process on a few threads, four by default
 * (https://docs.libuv.org/en/v1.x/threadpool.html). On a mount that hangs, an operation never returns and cannot
 * be cancelled, so it keeps its thread. The limits leave the other threads free for stored reports. If a read of
 * 1 MiB takes ten seconds, the mount hangs or is too slow to use.
 */
const LIMITS: CallLimits = { atOnce: 2, overdue: 2, withinMs: 10_000 };

/** Runs operations on folders that may hang. A folder that hangs does not block the others. */
export class BoundedCalls {
  readonly #limits: CallLimits;
  readonly #turns: Turns;
  /** Folders with an overdue operation: another operation would only take a second thread. */
  readonly #hanging = new Map<string, number>();
  /** Overdue operations that gave up their turn, and those that keep it. */
  #freed = 0;
  #kept = 0;

  constructor(limits: Partial<CallLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    this.#turns = new Turns(this.#limits.atOnce);
  }

  /**
   * Does some work on the files of a folder. The work runs its file operations with `run`, one after the other.
   * When an operation is overdue, the caller gets an error, but the work goes on until the operation ends, so that
   * it can close what it opened.
   *
   * @throws ClarityError `store_unavailable` when an operation does not return in time
   */
  async within<T>(folder: string, work: (run: RunCall) => Promise<T>): Promise<T> {
    if (this.#hanging.has(folder) || this.#isStuck()) throw tooSlow(this.#limits);
    const late = new AbortController();
    const overdue = new Promise<never>((_resolve, reject) => {
      late.signal.addEventListener("abort", () => reject(tooSlow(this.#limits)));
    });
    const run: RunCall = async (call) => await this.#run(folder, call, late);
    return await Promise.race([work(run), overdue]);
  }

  async #run<T>(folder: string, call: () => Promise<T>, late: AbortController): Promise<T> {
    const { withinMs } = this.#limits;
    // Longer than an operation, so that a caller that waits behind an overdue operation still gets its turn.
    await withTimer(late, 2 * withinMs, async () => await this.#turns.take(late.signal));
    return await withTimer(late, withinMs, async () => {
      return await this.#inTurn(folder, call, late.signal);
    });
  }

  async #inTurn<T>(folder: string, call: () => Promise<T>, late: AbortSignal): Promise<T> {
    let giveBack = () => this.#turns.giveBack();
    const hang = () => {
      giveBack = this.#hang(folder);
    };
    late.addEventListener("abort", hang, { once: true });
    try {
      // The folder may have started to hang during the wait for this turn.
      if (this.#hanging.has(folder)) throw tooSlow(this.#limits);
      return await call();
    } finally {
      late.removeEventListener("abort", hang);
      giveBack();
    }
  }

  /** Marks an operation as overdue. The caller calls the returned function when the operation ends after all. */
  #hang(folder: string): () => void {
    this.#hanging.set(folder, (this.#hanging.get(folder) ?? 0) + 1);
    const frees = this.#freed < this.#limits.overdue;
    if (frees) this.#turns.giveBack();
    this.#count(frees, 1);
    return () => {
      this.#count(frees, -1);
      if (!frees) this.#turns.giveBack();
      const others = (this.#hanging.get(folder) ?? 1) - 1;
      if (others === 0) this.#hanging.delete(folder);
      else this.#hanging.set(folder, others);
    };
  }

  #count(frees: boolean, by: 1 | -1): void {
    if (frees) this.#freed += by;
    else this.#kept += by;
  }

  /** Whether overdue operations hold every turn: then waiting is pointless. */
  #isStuck(): boolean {
    return this.#kept >= this.#limits.atOnce;
  }
}

/** The bounded calls of this process. */
export const boundedCalls = new BoundedCalls();

async function withTimer<T>(
  late: AbortController,
  afterMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => late.abort(new Error("overdue")), afterMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow({ withinMs }: CallLimits): StoreUnavailableError {
  return new StoreUnavailableError({
    reason: "too_slow",
    facts: { operation: "read", withinSeconds: withinMs / 1000, errorCode: "ETIMEDOUT" },
    lasting: false,
  });
}
