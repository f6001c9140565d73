import { ClarityError } from "../errors.ts";
import type { Runtime } from "./runtime.ts";

/**
 * Limits how many productions run at once in this process. Callers queue, first come, first served, each
 * with its own timeout.
 */
export class ProductionPermits {
  #free: number;
  readonly #queue: (() => void)[] = [];
  readonly #startTimer: Runtime["startTimer"];

  constructor(count: number, { startTimer }: Pick<Runtime, "startTimer">) {
    this.#free = count;
    this.#startTimer = startTimer;
  }

  /**
   * Takes a permit. Every permit that was taken must be given back once.
   *
   * @param timeoutMs how long to queue, in milliseconds
   * @returns whether the caller queued: then what it knew before may be stale
   * @throws ClarityError `no_capacity` when no permit came free in that time
   */
  async take(timeoutMs: number): Promise<{ queued: boolean }> {
    if (this.#free > 0) {
      this.#free--;
      return { queued: false };
    }
    await this.#wait(timeoutMs);
    return { queued: true };
  }

  /** Gives a permit back: it goes to the first caller in the queue, if there is one. */
  giveBack(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#free++;
    else next();
  }

  async #wait(timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const cancel = this.#startTimer(() => {
        this.#queue.splice(this.#queue.indexOf(enter), 1);
        reject(noCapacity("permits_taken"));
      }, timeoutMs);
      const enter = () => {
        cancel();
        resolve();
      };
      this.#queue.push(enter);
    });
  }
}

export function noCapacity(reason: "permits_taken" | "deadline_near"): ClarityError {
  return new ClarityError("no_capacity", undefined, { reason, retryAfterSeconds: 2 });
}
