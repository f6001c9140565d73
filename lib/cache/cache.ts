import { randomUUID } from "node:crypto";
import { ClarityError, type ErrorCode } from "../errors.ts";
import { onceDone } from "../once.ts";
import type { ObjectStore } from "../store/contract.ts";
import { assertCreateOnly } from "../store/create-only-check.ts";
import { ownProcess, type ProcessIdentity } from "../store/process-identity.ts";
import { Claims, inProgress } from "./claims.ts";
import type { CacheObserver } from "./events.ts";
import type { Layout } from "./layout.ts";
import { pollDelays, sleepUntil } from "./polling.ts";
import { ProducerSlots } from "./producer-slots.ts";
import {
  MIN_PRODUCTION_MS,
  Production,
  type CachedResult,
  type Order,
  type Produce,
} from "./production.ts";
import { Results, type Lookup, type StoredResult } from "./results.ts";
import { WaitingSeats, type WaitingOptions } from "./waiting-seats.ts";

export type { CachedResult, Produce } from "./production.ts";

export interface CacheOptions {
  readonly store: ObjectStore;
  readonly layout: Layout;
  /**
   * How long a production may take before others may start it again, in milliseconds. Too short a lease
   * costs a second production, never a wrong result. Readers cap it at 15 minutes.
   */
  readonly leaseMs: number;
  /** How many productions may run at once in this process. */
  readonly concurrency: number;
  readonly observe?: CacheObserver;
  /** Who owns the claims, for others to tell whether it still lives; by default this process. */
  readonly owner?: ProcessIdentity;
  /** How many calls may wait at once, over all processes; by default any number. */
  readonly waiting?: WaitingOptions;
}

export interface CallOptions {
  /** How long to wait for somebody else's production instead of failing at once, in milliseconds. */
  readonly waitMs?: number;
  /** When this call must be over, on `performance.now()`. The lease then follows from it. */
  readonly deadline?: number;
  /**
   * Fetches what `produce` needs: called once it is known that the result is not stored, and before
   * anything is claimed. What it throws ends the call, and those that share its flight.
   */
  readonly prepare?: () => Promise<void>;
}

/** In line for a producer slot: of a call that does not want to wait for others, which is told so then. */
const PATIENCE_MS = 20_000;
/** Of a call that waits: then it looks for the result again, which may have come from elsewhere. */
const WAITING_PATIENCE_MS = 2_000;

/** setTimeout fires at once when asked for more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Call extends Omit<Order, "patienceMs"> {
  /** Whether to wait for somebody else instead of failing at once. */
  readonly mayWait: boolean;
  /** When to stop waiting for somebody else, on `performance.now()`. */
  readonly waitUntil: number;
  readonly prepare: () => Promise<void>;
}

/**
 * Get-or-create over an object store: any number of processes on any number of hosts ask for a key, one of
 * them produces it, and what was stored first is served ever after. docs/cache.md shows how to use it for
 * something of your own, docs/protocol.md what happens in which order.
 */
export class Cache {
  readonly #results: Results;
  readonly #production: Production;
  readonly #seats: WaitingSeats | undefined;
  readonly #observe: CacheObserver;
  /** At most one a key: the call that claims, produces or polls on behalf of this process. */
  readonly #flights = new Map<string, Promise<CachedResult>>();
  /** How many flights have ended: what was seen before the last one did may be stale. */
  #landed = 0;

  constructor(options: CacheOptions) {
    const { store, layout, leaseMs, concurrency, observe = () => undefined } = options;
    const owner = { instance: randomUUID(), ...(options.owner ?? ownProcess()) };
    this.#observe = observe;
    this.#seats = options.waiting && new WaitingSeats({ store, ...options.waiting });
    this.#results = new Results({ store, layout, observe });
    this.#production = new Production({
      results: this.#results,
      claims: new Claims({ store, layout, owner, defaultLeaseMs: leaseMs, observe }),
      slots: new ProducerSlots(concurrency),
      leaseMs,
      assertTrusted: onceDone(async () => await assertCreateOnly(store)),
      observe,
    });
  }

  /**
   * The stored result, or undefined. Never produces, claims or writes anything.
   *
   * @throws ClarityError `slots_exhausted`, `store_unavailable`
   */
  async find(key: string): Promise<CachedResult | undefined> {
    const { result } = await this.#results.find(key);
    return result === undefined ? undefined : this.#production.hit(key, result);
  }

  /** As `find`, but not counted as a hit. */
  async peek(key: string): Promise<StoredResult | undefined> {
    return (await this.#results.find(key)).result;
  }

  /**
   * The result: the stored one, or else the one that `produce` makes, once it is stored. What could not be
   * stored is never returned.
   *
   * @param key one path segment of `A-Z a-z 0-9 . _ -`, best a hash of all that the result depends on
   * @throws ClarityError `in_progress` (somebody else is at it), `held_off` (it failed too often),
   *   `no_capacity`, `slots_exhausted`, `store_unavailable`, `store_untrusted`; and what `produce` throws
   */
  async getOrCreate(
    key: string,
    produce: Produce,
    { waitMs = 0, deadline = Number.POSITIVE_INFINITY, prepare = nothing }: CallOptions = {},
  ): Promise<CachedResult> {
    const waitUntil = Math.min(performance.now() + waitMs, deadline - MIN_PRODUCTION_MS);
    const mayWait = waitMs > 0;
    try {
      return await this.#resultFor({ key, produce, prepare, deadline, waitUntil, mayWait });
    } catch (error) {
      if (hasCode(error, "in_progress")) this.#observe({ type: "conflict", key });
      throw error;
    }
  }

  async #resultFor(call: Call): Promise<CachedResult> {
    const { key } = call;
    const landed = this.#landed;
    const found = await this.#results.find(key);
    if (found.result !== undefined) return this.#production.hit(key, found.result);
    const flight = this.#flights.get(key);
    if (flight === undefined) {
      // With a stale look, a claim of ours that did its work would be taken for one that was given up.
      return await this.#fly(call, landed === this.#landed ? found : undefined);
    }
    if (!call.mayWait) throw inProgress(key);
    return await this.#join(call, flight);
  }

  async #fly(call: Call, found?: Lookup): Promise<CachedResult> {
    const flight = this.#poll(call, found);
    this.#flights.set(call.key, flight);
    try {
      return await flight;
    } finally {
      this.#flights.delete(call.key);
      this.#landed++;
    }
  }

  /** Prepares, then attempts until the matter is settled or the caller does not want to wait any longer. */
  async #poll(call: Call, found?: Lookup): Promise<CachedResult> {
    await call.prepare();
    const delays = pollDelays();
    let { waitUntil } = call;
    let conflict: unknown;
    for (let look = found; ; look = undefined) {
      try {
        return await this.#production.attempt({ ...call, patienceMs: patienceMsOf(call) }, look);
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (hasCode(error, "in_progress")) {
          if (conflict === undefined)
            waitUntil = Math.min(waitUntil, await this.#seatedUntil(call));
          conflict = error;
        }
        // Where the wait ends, too little time may be left to produce: what was in the way is the answer.
        if (!(await sleepUntil(delays.next().value, waitUntil))) throw conflict ?? error;
      }
    }
  }

  /** How long a call may wait for another process, on `performance.now()`. */
  async #seatedUntil({ mayWait }: Call): Promise<number> {
    if (!mayWait) return 0;
    if (this.#seats === undefined) return Number.POSITIVE_INFINITY;
    try {
      return performance.now() + (await this.#seats.take());
    } catch {
      // It is known that somebody is at it, and that is answer enough.
      return 0;
    }
  }

  /** Shares the outcome of flights until one settles the matter, or flies when there is none. */
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
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<never>((_resolve, reject) => {
      const left = Math.min(call.waitUntil - performance.now(), LONGEST_TIMER_MS);
      timer = setTimeout(() => reject(inProgress(call.key)), left);
    });
    try {
      return await Promise.race([flight, patience]);
    } catch (error) {
      if (!isPassing(error) || performance.now() >= call.waitUntil) throw error;
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

async function nothing(): Promise<void> {
  await Promise.resolve();
}

function patienceMsOf({ mayWait, waitUntil }: Call): number {
  if (!mayWait) return PATIENCE_MS;
  return Math.max(0, Math.min(waitUntil - performance.now(), WAITING_PATIENCE_MS));
}

/** Whether a call that has time to wait may get past it: the result may come from elsewhere any moment. */
function isPassing(error: unknown): boolean {
  return hasCode(error, "in_progress") || hasCode(error, "no_capacity");
}

function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof ClarityError && error.code === code;
}
