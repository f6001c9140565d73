import type { ObjectStore } from "../store/contract.ts";
import type { CacheObserver } from "./events.ts";
import type { Layout } from "./layout.ts";
import type { Runtime } from "./runtime.ts";
import type { WaitingOptions } from "./wait-permits.ts";

export interface CacheOptions {
  readonly store: ObjectStore;
  readonly layout: Layout;
  /**
   * How long a production may take before another process may take it over, in milliseconds. A lease that is
   * too short costs a second production, never a wrong result. Leases above 15 minutes count as 15 minutes.
   */
  readonly leaseMs: number;
  /** How many productions may run at once in this process. */
  readonly concurrency: number;
  /**
   * How many bytes of verified results to keep in memory; default 0. A result in memory is served only after the store
   * has answered, in this call, that it still has it unchanged: the body is then neither read nor verified again.
   */
  readonly memoryBytes?: number;
  /** Receives every event, in the middle of the protocol. It must not throw. */
  readonly observe?: CacheObserver;
  /** How many calls may wait at once, over all processes; by default any number. */
  readonly waiting?: WaitingOptions;
  /** Replaces the clock, randomness, timers or process identity; by default those of this process. */
  readonly runtime?: Partial<Runtime>;
}

export interface CallOptions {
  /** How long to wait for another process's production instead of failing at once, in milliseconds; default 0. */
  readonly waitMs?: number;
  /** When this call must be over, on `performance.now()`. The lease then follows from it. Default: never. */
  readonly deadline?: number;
}

/** How to make a result in two steps, of which the first needs neither a permit nor a claim. */
export interface Work<T> {
  /**
   * Fetches what `produce` needs. Called once, when the result is not stored, before anything is claimed. When
   * it throws, the call ends with that error, and so do the calls that wait for it.
   */
  readonly prepare: () => Promise<T>;
  /** Makes the result of what `prepare` returned. It must be a pure function of the key. */
  readonly produce: (prepared: T) => Promise<Uint8Array>;
}
