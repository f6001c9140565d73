/** A lookup of one key that is under way. */
export interface PendingLookup {
  /**
   * True as soon as a flight for the key has ended since the lookup began. Read it where it is acted on: an
   * answer that waits for one more microtask can already be wrong.
   */
  readonly isStale: boolean;
  /** To be called once, when the outcome of the lookup was used. */
  readonly end: () => void;
}

/**
 * The lookups under way, by key. A flight that ends makes the lookups of its own key stale, and no others:
 * under load, a lookup is not repeated because other keys are busy.
 */
export class Lookups {
  readonly #pending = new Map<string, Set<{ isStale: boolean }>>();

  begin(key: string): PendingLookup {
    const ofKey = this.#pending.get(key) ?? new Set();
    const end = (): void => {
      ofKey.delete(pending);
      if (ofKey.size === 0 && this.#pending.get(key) === ofKey) this.#pending.delete(key);
    };
    const pending = { isStale: false, end };
    this.#pending.set(key, ofKey.add(pending));
    return pending;
  }

  /** To be called in the same step in which a flight for the key ends. */
  markStale(key: string): void {
    for (const pending of this.#pending.get(key) ?? []) pending.isStale = true;
  }
}
