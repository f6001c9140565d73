import { ClarityError, type ErrorCode } from "../errors.ts";
import { memoizeUntilSuccess } from "../memoize-until-success.ts";
import { assertCreateOnly } from "../store/create-only-check.ts";
import { Claims, conflict } from "./claims.ts";
import type { CacheObserver } from "./events.ts";
import { Lookups } from "./lookups.ts";
import type { CacheOptions, CallOptions, Work } from "./options.ts";
import { pollDelays, sleepUntil } from "./polling.ts";
import { ProductionPermits } from "./production-permits.ts";
import {
  MIN_PRODUCTION_MS,
  Production,
  type Attempt,
  type CachedResult,
  type Produce,
} from "./production.ts";
import { Results, type Lookup, type StoredResult } from "./results.ts";
import { runtimeWith, type Runtime } from "./runtime.ts";
import { WaitPermits, type WaitPermit } from "./wait-permits.ts";

/** How long a call that does not wait may queue for a production permit before it fails with `no_capacity`. */
const QUEUE_MS = 20_000;
/** The same for a call that waits: after it, the call looks for a result that another process may have stored. */
const WAITING_QUEUE_MS = 2_000;

interface Call extends Pick<Attempt, "key" | "deadline"> {
  readonly prepare: () => Promise<Produce>;
  /** Whether to wait for another production instead of failing at once. */
  readonly mayWait: boolean;
  /** When to stop waiting, on the monotonic clock. */
  readonly waitUntil: number;
}

/** What a flight has learned about the wait for other processes. */
interface Wait {
  readonly delays: Generator<number, never>;
  /** The last conflict. */
  conflict?: unknown;
  permit?: WaitPermit | undefined;
}

/**
 * Get-or-create over an object store. Any number of processes on any number of hosts ask for a key; one of
 * them produces its result, and from then on all of them get the bytes that were stored first. docs/cache.md
 * shows how to use it for something of your own, docs/protocol.md explains what happens in which order.
 *
 * One object may be shared by any number of concurrent calls, and should be: calls for the same key in one
 * process then share one production.
 *
 * @example
 * const cache = new Cache({
 *   store: await FileStore.open("cache"),
 *   layout: { results: "thumbnails", claims: "claims", extension: ".png" },
 *   leaseMs: 30_000,
 *   concurrency: 2,
 * });
 * const { body, hit } = await cache.getOrCreate(key, async () => await drawThumbnail(image));
 */
export class Cache {
  readonly #results: Results;
  readonly #production: Production;
  readonly #waitPermits: WaitPermits | undefined;
  readonly #observe: CacheObserver;
  readonly #runtime: Runtime;
  /**
   * At most one per key: the call that claims, produces or polls on behalf of this process. Between reading
   * and setting an entry nothing may be awaited, or a key could have two.
   */
  readonly #flights = new Map<string, Promise<CachedResult>>();
  readonly #lookups = new Lookups();

  constructor(options: CacheOptions) {
    const { store, layout, leaseMs, concurrency, memoryBytes } = options;
    const { observe = () => undefined } = options;
    const runtime = runtimeWith(options.runtime);
    this.#runtime = runtime;
    this.#observe = observe;
    this.#waitPermits = options.waiting && new WaitPermits({ store, runtime, ...options.waiting });
    this.#results = new Results({ store, layout, observe, memoryBytes });
    this.#production = new Production({
      results: this.#results,
      claims: new Claims({ store, layout, defaultLeaseMs: leaseMs, observe, runtime }),
      permits: new ProductionPermits(concurrency, runtime),
      leaseMs,
      assertTrusted: memoizeUntilSuccess(async () => await assertCreateOnly(store)),
      observe,
      runtime,
    });
  }

  /**
   * The stored result, verified; undefined when none is stored. Reports a hit. Never produces, claims or
   * writes anything, and may be repeated at will.
   *
   * @throws ClarityError `slots_exhausted` when all of the key's stored results are damaged;
   *   `store_unavailable`
   */
  async get(key: string): Promise<CachedResult | undefined> {
    const result = await this.peek(key);
    return result && this.hit(key, result);
  }

  /** As `get`, but does not report a hit: for callers that ask about a result and do not serve it. */
  async peek(key: string): Promise<StoredResult | undefined> {
    const lookup = await this.#results.lookUp(key);
    return lookup.state === "good" ? lookup.result : undefined;
  }

  /**
   * When the key's result was stored, in milliseconds since the Unix epoch on the store's clock; undefined when none is
   * stored. Takes it from the store's list without reading the result, which may be damaged.
   *
   * @throws ClarityError `store_unavailable`
   */
  async storedAt(key: string): Promise<number | undefined> {
    return await this.#results.storedAt(key);
  }

  /** Whether `peek` may have an answer from memory, after it has asked the store whether that is unchanged. */
  remembers(key: string): boolean {
    return this.#results.remembers(key);
  }

  /** Reports a hit on what `peek` has returned, and returns it as one. */
  hit(key: string, result: StoredResult): CachedResult {
    return this.#production.hit(key, result);
  }

  /**
   * Returns the stored result. When no result is stored, produces it, stores it and returns it. Bytes that could not
   * be stored are never returned.
   *
   * Concurrent calls for one key, in this process or another, produce once: the others wait as long as `waitMs`
   * allows and get the same bytes with `hit: true`, or fail with `in_progress`. A production that fails
   * leaves nothing behind; the next call starts again, after several failures only after a pause
   * (`held_off`). In rare cases (a paused process, a lease that was too short) two processes produce; the
   * result that was stored first stays, and both get it.
   *
   * @param key one path segment of `A-Z a-z 0-9 . _ -`, best a hash of everything that the result depends on
   * @param work how to make the result; must settle
   * @throws ClarityError `in_progress` (it is being produced elsewhere), `held_off` (it failed too often),
   *   `no_capacity`, `slots_exhausted`, `store_unavailable`, `store_untrusted`; and what `work` throws
   */
  async getOrCreate<T>(
    key: string,
    work: Produce | Work<T>,
    { waitMs = 0, deadline = Number.POSITIVE_INFINITY }: CallOptions = {},
  ): Promise<CachedResult> {
    const waitUntil = Math.min(this.#now() + waitMs, deadline - MIN_PRODUCTION_MS);
    const mayWait = waitMs > 0;
    try {
      return await this.#resultFor({ key, prepare: prepared(work), deadline, waitUntil, mayWait });
    } catch (error) {
      if (hasCode(error, "in_progress")) this.#observe({ type: "conflict", key });
      throw error;
    }
  }

  #now(): number {
    return this.#runtime.monotonicMs();
  }

  async #resultFor(call: Call): Promise<CachedResult> {
    const { key } = call;
    const lookup = this.#lookups.begin(key);
    try {
      const found = await this.#results.lookUp(key);
      if (found.state === "good") return this.#production.hit(key, found.result);
      const flight = this.#flights.get(key);
      if (flight === undefined) {
        // A flight that ended since may have stored the result. To act on the stale lookup would mean taking
        // our own finished claim for one whose owner died.
        return await this.#fly(call, lookup.isStale ? undefined : found);
      }
      if (!call.mayWait) throw conflict(key);
      return await this.#join(call, flight);
    } finally {
      lookup.end();
    }
  }

  async #fly(call: Call, found?: Lookup): Promise<CachedResult> {
    const flight = this.#poll(call, found);
    this.#flights.set(call.key, flight);
    try {
      return await flight;
    } finally {
      this.#flights.delete(call.key);
      this.#lookups.markStale(call.key);
    }
  }

  /** Prepares, then attempts until an attempt succeeds or fails for good, or the call's wait is over. */
  async #poll(call: Call, found?: Lookup): Promise<CachedResult> {
    const { key, deadline } = call;
    const produce = await call.prepare();
    const wait: Wait = { delays: pollDelays(this.#runtime.random) };
    try {
      for (let lookup = found; ; lookup = undefined) {
        try {
          const queueMs = this.#queueMs(call);
          return await this.#production.attempt({ key, deadline, produce, queueMs }, lookup);
        } catch (error) {
          const mayTryAgain = isPassing(error) && (await this.#sleepAfter(error, wait, call));
          // Too little time may be left to produce once the wait is over: report the conflict instead.
          if (!mayTryAgain) throw isPassing(error) ? (wait.conflict ?? error) : error;
        }
      }
    } finally {
      await wait.permit?.giveBack();
    }
  }

  /** Sleeps until the next attempt. Returns false when the call may not wait any longer. */
  async #sleepAfter(error: unknown, wait: Wait, call: Call): Promise<boolean> {
    if (hasCode(error, "in_progress")) {
      if (wait.conflict === undefined) wait.permit = await this.#waitPermit(call);
      wait.conflict = error;
    }
    const needsPermit = wait.conflict !== undefined;
    const until = needsPermit ? (wait.permit?.until ?? Number.NEGATIVE_INFINITY) : call.waitUntil;
    const delayMs = wait.delays.next().value;
    return await sleepUntil(delayMs, Math.min(until, call.waitUntil), this.#runtime);
  }

  /** The right to wait for another process; undefined when this call has to fail instead. */
  async #waitPermit({ mayWait }: Call): Promise<WaitPermit | undefined> {
    if (!mayWait) return undefined;
    if (this.#waitPermits === undefined) return UNLIMITED;
    try {
      return await this.#waitPermits.take();
    } catch {
      // The conflict is known, and it answers the call.
      return undefined;
    }
  }

  /** How long one attempt of a call may queue for a production permit, in milliseconds. */
  #queueMs({ mayWait, waitUntil }: Call): number {
    if (!mayWait) return QUEUE_MS;
    return Math.max(0, Math.min(waitUntil - this.#now(), WAITING_QUEUE_MS));
  }

  /** Shares the outcome of this process's flights for the key, or starts a flight when no other is left. */
  async #join(call: Call, first: Promise<CachedResult>): Promise<CachedResult> {
    for (let flight: typeof first | undefined = first; flight !== undefined;) {
      const result = await this.#outcome(flight, call);
      if (result !== undefined) return this.#production.hit(call.key, result);
      flight = this.#flights.get(call.key);
    }
    return await this.#fly(call);
  }

  /** A flight's result, or undefined when it ended because its own caller could not wait any longer. */
  async #outcome(flight: Promise<CachedResult>, call: Call): Promise<StoredResult | undefined> {
    let cancel: (() => void) | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      const left = call.waitUntil - this.#now();
      cancel = this.#runtime.startTimer(() => reject(conflict(call.key)), left);
    });
    try {
      return await Promise.race([flight, timeout]);
    } catch (error) {
      if (!isPassing(error) || this.#now() >= call.waitUntil) throw error;
      return undefined;
    } finally {
      cancel?.();
    }
  }
}

const UNLIMITED: WaitPermit = {
  until: Number.POSITIVE_INFINITY,
  giveBack: async () => await Promise.resolve(),
};

/** Both forms of work as one: what is prepared is the production itself. */
function prepared<T>(work: Produce | Work<T>): () => Promise<Produce> {
  if (typeof work === "function") return async () => await Promise.resolve(work);
  return async () => {
    const input = await work.prepare();
    return async () => await work.produce(input);
  };
}

/** Whether an attempt may succeed later: another process may store the result at any moment. */
function isPassing(error: unknown): boolean {
  return hasCode(error, "in_progress") || hasCode(error, "no_capacity");
}

function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof ClarityError && error.code === code;
}
