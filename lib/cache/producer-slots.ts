import { ClarityError } from "../errors.ts";

/**
 * How many productions may run at once in this process. Whoever finds none free waits in line, for so
 * long as it likes.
 */
export class ProducerSlots {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Takes a slot; the answer tells whether that meant waiting, so that what was known before may be stale.
   *
   * @param patienceMs how long to wait in line, in milliseconds
   * @throws ClarityError `no_capacity` when no slot came free in that time
   */
  async take(patienceMs: number): Promise<{ waited: boolean }> {
    if (this.#free > 0) {
      this.#free--;
      return { waited: false };
    }
    await this.#wait(patienceMs);
    return { waited: true };
  }

  /** Gives a slot back: to the first in line, or to nobody in particular. */
  giveBack(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#free++;
    else next();
  }

  async #wait(patienceMs: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#line.splice(this.#line.indexOf(enter), 1);
        reject(noCapacity("permits_taken"));
      }, patienceMs);
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#line.push(enter);
    });
  }
}

export function noCapacity(reason: "permits_taken" | "deadline_near"): ClarityError {
  return new ClarityError("no_capacity", undefined, { reason, retryAfterSeconds: 2 });
}
