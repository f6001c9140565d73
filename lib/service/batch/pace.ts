/**
 * How many cases a batch works on at once. Against a deployed service this adapts: one more after as many successes
 * as there are at once, half as many when the service is busy (additive increase, multiplicative decrease).
 */
export class Pace {
  readonly #most: number;
  readonly #isFixed: boolean;
  #concurrency: number;
  /** Successes since the last change. */
  #successes = 0;
  /** How often the number was halved. */
  #halvings = 0;

  private constructor(first: number, most: number) {
    this.#concurrency = first;
    this.#most = most;
    this.#isFixed = first === most;
  }

  /** Always as many at once. */
  static fixed(concurrency: number): Pace {
    return new Pace(concurrency, concurrency);
  }

  /** Between 1 and `most` at once. */
  static adaptive(first: number, most: number): Pace {
    return new Pace(first, most);
  }

  get concurrency(): number {
    return this.#concurrency;
  }

  /** Call it when a request starts, and the returned function when the service is too busy for it. */
  begin(): () => void {
    const halvings = this.#halvings;
    return () => {
      // Requests that were under way together are refused together, and count once.
      if (this.#isFixed || halvings !== this.#halvings) return;
      this.#concurrency = Math.max(1, Math.floor(this.#concurrency / 2));
      this.#halvings++;
      this.#successes = 0;
    };
  }

  succeeded(): void {
    if (this.#isFixed || ++this.#successes < this.#concurrency) return;
    this.#concurrency = Math.min(this.#most, this.#concurrency + 1);
    this.#successes = 0;
  }
}
