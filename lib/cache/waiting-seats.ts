import type { ObjectStore } from "../store/contract.ts";

/** Longer than any wait needs to be: who still waits at the end of the next window gives up. */
const WINDOW_MS = 30_000;
/** Two machines' clocks may disagree by this much. */
const MARGIN_MS = 2_000;
/** Each costs a request. With more, a call that finds all taken would rather have been answered. */
const ATTEMPTS = 3;

export interface WaitingOptions {
  /** Where the seats are, in the store: nothing there is of use after a minute. */
  readonly prefix: string;
  /** How many calls may wait at once, over all processes. Below 2 none may. */
  readonly concurrency: number;
}

interface SeatsOptions extends WaitingOptions {
  readonly store: ObjectStore;
  /** Milliseconds since the Unix epoch. */
  readonly now?: () => number;
}

/**
 * Bounds how many calls wait at once, over any number of processes, with nothing but create-only. A seat is
 * a name that is used once: time is cut into windows, and each has half as many seats as calls may wait. A
 * call keeps its seat until the end of the next window at the longest, so those that wait at any moment
 * have their seats in two windows.
 */
export class WaitingSeats {
  readonly #options: Required<SeatsOptions>;

  constructor(options: SeatsOptions) {
    this.#options = { now: Date.now, ...options };
  }

  /**
   * Takes a seat.
   *
   * @returns for how many milliseconds; 0 where none is free
   * @throws ClarityError `store_unavailable`
   */
  async take(): Promise<number> {
    const { store, prefix, concurrency, now } = this.#options;
    const window = Math.floor(now() / WINDOW_MS);
    for (const seat of someOf(Math.floor(concurrency / 2))) {
      const name = `${prefix}/${window}/${seat}`;
      if ((await store.create(name, new Uint8Array())) === "exists") continue;
      return Math.max(0, (window + 2) * WINDOW_MS - MARGIN_MS - now());
    }
    return 0;
  }
}

/** A few of the first whole numbers, in any order. */
function someOf(count: number): number[] {
  const first = Math.floor(Math.random() * count);
  return Array.from({ length: Math.min(count, ATTEMPTS) }, (_, nth) => (first + nth) % count);
}
