/** Two values of a case that do not fit together. */
export interface Contradiction {
  /** File and JSON Pointer (RFC 6901), `metrics.json#/baseline_id`; two places are joined by " and ". */
  readonly where: string;
  /** The same in words: `mean ESI of brightness`. */
  readonly what: string;
  /** What the case states; where two places are compared, what the first one states. */
  readonly stated: string;
  /** What follows from the rest of the case; where two places are compared, what the second one states. */
  readonly computed: string;
}

/** Enough to show what is wrong; a case may contradict itself in a million cells. */
const MOST_KEPT = 100;

/** Counts agreements and contradictions, and keeps the first contradictions. */
export class Tally {
  compared = 0;
  /** How many comparisons found a contradiction. */
  count = 0;
  readonly kept: Contradiction[] = [];
  #gaps = 0;
  #gap: string | undefined;

  /** @param contradiction called only where `agrees` is false and the contradiction is kept */
  expect(agrees: boolean, contradiction: () => Contradiction): void {
    this.compared += 1;
    if (!agrees) this.contradict(1, contradiction);
  }

  /** Adds `times` contradictions of which only the first is shown. */
  contradict(times: number, first: () => Contradiction): void {
    this.count += times;
    if (this.kept.length < MOST_KEPT) this.kept.push(first());
  }

  /** Records that the case has something that cannot be compared, and why: a sentence without full stop. */
  skip(reason: string): void {
    this.#gaps += 1;
    this.#gap ??= reason;
  }

  /** Sentences: the reason of the first gap, and the number of the others; undefined where everything was compared. */
  get gap(): string | undefined {
    if (this.#gap === undefined) return undefined;
    const others = this.#gaps - 1;
    return others === 0 ? `${this.#gap}.` : `${this.#gap}. ${others} more cannot be compared.`;
  }
}
