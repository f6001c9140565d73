import type { ObjectStore } from "../store/contract.ts";
import { listAll } from "../store/list-all.ts";
import type { Runtime } from "./runtime.ts";

const WINDOW_MS = 30_000;
/** Two machines' clocks may differ by this much. */
const MARGIN_MS = 2_000;
/** Each attempt is one create. After three, answering "in progress" is better than searching on. */
const ATTEMPTS = 3;
const GIVEN_BACK = "given-back";

export interface WaitingOptions {
  /** The folder of the permits in the store. Its objects are of no use after a minute. */
  readonly prefix: string;
  /** How many calls may wait at once, over all processes. With 0, none may. */
  readonly concurrency: number;
  /** Whether to remove old permits. Leave it out where the bucket's lifecycle does, or removing is not allowed. */
  readonly removeOld?: boolean;
}

/** The right to wait. */
export interface WaitPermit {
  /** When the wait must end, on the monotonic clock. */
  readonly until: number;
  /** Lets another call wait. Never rejects: a permit that cannot be given back ends with its window. */
  readonly giveBack: () => Promise<void>;
}

interface WaitPermitsOptions extends WaitingOptions {
  readonly store: ObjectStore;
  readonly runtime: Pick<Runtime, "epochMs" | "monotonicMs" | "random">;
}

/**
 * Limits how many calls wait at once, over any number of processes, with nothing but create-only.
 *
 * Time is cut into windows. Each window has half of the permits, and a permit ends with the window after its
 * own at the latest, so at any moment only the permits of two windows are in use. A permit is taken by
 * creating `<window>/<permit>.<turn>` and given back by creating `<window>/<permit>.<turn>.given-back`; then
 * the next turn may be taken. No name is used twice, so a late or repeated request changes nothing, and the
 * permit of a process that was killed comes back with the next window (docs/decisions/0012).
 */
export class WaitPermits {
  readonly #options: WaitPermitsOptions;
  /** The last window in which old permits were removed. */
  #tidied = Number.NEGATIVE_INFINITY;

  constructor(options: WaitPermitsOptions) {
    this.#options = options;
  }

  /**
   * Takes a permit; undefined when none is free.
   *
   * @throws ClarityError `store_unavailable`
   */
  async take(): Promise<WaitPermit | undefined> {
    const window = Math.floor(this.#options.runtime.epochMs() / WINDOW_MS);
    if (this.#options.removeOld === true) await this.#removeOld(window);
    // This window's permits last longer. When they are all in use, the last window's may be free.
    return (await this.#takeOf(window)) ?? (await this.#takeOf(window - 1));
  }

  async #takeOf(window: number): Promise<WaitPermit | undefined> {
    const { store, prefix, concurrency, runtime } = this.#options;
    const permits = permitsOf(window, concurrency);
    const leftMs = () => (window + 2) * WINDOW_MS - MARGIN_MS - runtime.epochMs();
    if (permits === 0 || leftMs() <= 0) return undefined;
    const folder = `${prefix}/${window}/`;
    const names = (await listAll(store, folder)).map(({ key }) => key.slice(folder.length));
    const free = shuffled(freeTurns(names, permits), runtime.random);
    for (const turn of free.slice(0, ATTEMPTS)) {
      const name = `${folder}${turn}`;
      if ((await store.create(name, new Uint8Array())) === "exists") continue;
      const giveBack = async () => {
        await store.create(`${name}.${GIVEN_BACK}`, new Uint8Array()).catch(() => undefined);
      };
      return { until: runtime.monotonicMs() + leftMs(), giveBack };
    }
    return undefined;
  }

  /** Once per window. Removing is a courtesy: when it fails, the objects stay and do no harm. */
  async #removeOld(window: number): Promise<void> {
    const { store, prefix } = this.#options;
    if (this.#tidied >= window) return;
    this.#tidied = window;
    try {
      for await (const { key } of store.list(`${prefix}/`)) {
        // The window before the last one is over on every machine, whatever their clocks differ by.
        if (Number(key.slice(prefix.length + 1).split("/")[0]) < window - 2)
          await store.remove(key);
      }
    } catch {
      // A later window tries again.
    }
  }
}

/** Two windows in a row have as many permits as calls may wait. */
function permitsOf(window: number, concurrency: number): number {
  return Math.floor((concurrency + (window % 2)) / 2);
}

/** The next turn of each permit that is not in use, such as `3.0`. */
function freeTurns(names: readonly string[], permits: number): string[] {
  const given = new Set(names.filter((name) => name.endsWith(GIVEN_BACK)));
  const latest = new Map<number, number>();
  for (const name of names) {
    const [permit, turn] = name.split(".").map(Number);
    if (permit === undefined || turn === undefined) continue;
    latest.set(permit, Math.max(turn, latest.get(permit) ?? 0));
  }
  return Array.from({ length: permits }, (_, permit) => {
    const turn = latest.get(permit);
    if (turn === undefined) return [`${permit}.0`];
    return given.has(`${permit}.${turn}.${GIVEN_BACK}`) ? [`${permit}.${turn + 1}`] : [];
  }).flat();
}

/** The same items in random order, so that processes that start together try different ones. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
