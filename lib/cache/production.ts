import { ClarityError } from "../errors.ts";
import { isOfEnvironment } from "../store/failures.ts";
import type { Claims, HeldClaim } from "./claims.ts";
import type { CacheObserver } from "./events.ts";
import { noCapacity, type ProductionPermits } from "./production-permits.ts";
import { digestOf, type Lookup, type Results, type StoredResult } from "./results.ts";
import type { Runtime } from "./runtime.ts";

/** Minimum time left before a call's deadline to start a production, so that it can finish and be stored. */
export const MIN_PRODUCTION_MS = 10_000;
const LEASE_BEYOND_DEADLINE_MS = 2_000;
/** Each round but the last met a result that became damaged, or a clean-up: more than a few is no coincidence. */
const MAX_ROUNDS = 8;

export interface CachedResult extends StoredResult {
  /** False only for the call whose production was stored. */
  readonly hit: boolean;
}

/** Makes the result. It must be a pure function of the key: any process that runs it gets the same bytes. */
export type Produce = () => Promise<Uint8Array>;

export interface Attempt {
  readonly key: string;
  readonly produce: Produce;
  /** When the attempt must be over, on the monotonic clock; may be infinite. */
  readonly deadline: number;
  /** How long to queue for a production permit, in milliseconds. */
  readonly queueMs: number;
}

interface ProductionOptions {
  readonly results: Results;
  readonly claims: Claims;
  readonly permits: ProductionPermits;
  /** The lease of a call without a deadline, in milliseconds. */
  readonly leaseMs: number;
  /** Rejects while the store is not known to enforce create-only. */
  readonly assertTrusted: () => Promise<void>;
  readonly observe: CacheObserver;
  readonly runtime: Pick<Runtime, "monotonicMs">;
}

/** Gets a key's result by docs/protocol.md, whose step numbers stand in the code. */
export class Production {
  readonly #options: ProductionOptions;

  constructor(options: ProductionOptions) {
    this.#options = options;
  }

  /**
   * One attempt. Does not wait for other processes.
   *
   * @param found what a lookup has just returned, to save a second one
   * @throws ClarityError as `Cache.getOrCreate`; and what `produce` throws
   */
  async attempt(attempt: Attempt, found?: Lookup): Promise<CachedResult> {
    const { results } = this.#options;
    // Step 1: look for the result.
    let lookup = found ?? (await results.lookUp(attempt.key));
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (lookup.state === "good") return this.hit(attempt.key, lookup.result);
      const result = await this.#withPermit(attempt, lookup.slot);
      if (result !== undefined) return result;
      lookup = await results.lookUp(attempt.key);
    }
    throw new ClarityError("store_unavailable", undefined, {
      reason: "answers_contradict",
      retryAfterSeconds: 5,
      details: { cache_key: attempt.key },
    });
  }

  /** Reports a hit, and returns the result as one. */
  hit(key: string, result: StoredResult): CachedResult {
    this.#options.observe({ type: "hit", key, slot: result.slot });
    return { ...result, hit: true };
  }

  /** Undefined, here and below: what the lookup found has changed meanwhile. Look the result up again. */
  async #withPermit(attempt: Attempt, slot: number): Promise<CachedResult | undefined> {
    const { results, permits, runtime } = this.#options;
    const left = attempt.deadline - runtime.monotonicMs() - MIN_PRODUCTION_MS;
    const { queued } = await permits.take(Math.max(0, Math.min(left, attempt.queueMs)));
    try {
      if (queued && (await results.readSlot(attempt.key, slot)).state !== "empty") return undefined;
      return await this.#claimAndProduce(attempt, slot);
    } finally {
      permits.giveBack();
    }
  }

  async #claimAndProduce(attempt: Attempt, slot: number): Promise<CachedResult | undefined> {
    const { key } = attempt;
    await this.#options.assertTrusted();
    // Steps 2 and 3: claim.
    const held = await this.#acquire(attempt, slot);
    if (held === undefined) return undefined;
    // Step 3, after a take-over: the previous owner may have stored its result after our lookup.
    const again = held.generation > 0 ? await this.#lookUpAgain(key, held) : undefined;
    if (again?.state === "good") return this.hit(key, again.result);
    if (again !== undefined && again.slot !== slot) return undefined;
    // Step 4: produce, and create the result.
    return await this.#commit(key, held, await this.#produce(attempt, held));
  }

  async #lookUpAgain(key: string, held: HeldClaim): Promise<Lookup> {
    const { claims, results } = this.#options;
    let slot: number | undefined;
    try {
      const lookup = await results.lookUp(key);
      slot = lookup.slot;
      return lookup;
    } finally {
      // The lookup failed, or another slot is the key's now: nothing will be produced under the claim.
      if (slot !== held.slot) await claims.withdraw(key, held);
    }
  }

  async #acquire(attempt: Attempt, slot: number): Promise<HeldClaim | undefined> {
    const { claims, results } = this.#options;
    const leaseMs = this.#leaseMs(attempt);
    try {
      return await claims.acquire(attempt.key, slot, leaseMs);
    } catch (error) {
      const isHeldOff = error instanceof ClarityError && error.code === "held_off";
      // The last owner may have stored the result after our lookup: then there is nothing to hold off.
      if (isHeldOff && (await results.readSlot(attempt.key, slot)).state !== "empty")
        return undefined;
      throw error;
    }
  }

  /** A process with a deadline does not run beyond it, so the lease may end with it. */
  #leaseMs({ deadline }: Attempt): number {
    if (deadline === Number.POSITIVE_INFINITY) return this.#options.leaseMs;
    const left = deadline - this.#options.runtime.monotonicMs();
    if (left < MIN_PRODUCTION_MS) throw noCapacity("deadline_near");
    return Math.ceil(left) + LEASE_BEYOND_DEADLINE_MS;
  }

  async #produce({ key, produce }: Attempt, held: HeldClaim): Promise<Uint8Array> {
    const { claims, observe, runtime } = this.#options;
    const start = runtime.monotonicMs();
    try {
      const body = await produce();
      const { slot, generation } = held;
      const durationMs = runtime.monotonicMs() - start;
      observe({ type: "produced", key, slot, generation, durationMs, bytes: body.length });
      return body;
    } catch (error) {
      observe({ type: "production_failed", key, error });
      // Step 5: give the claim back. A fault of the machine does not count towards hold-off.
      if (isOfEnvironment(error)) await claims.withdraw(key, held);
      else await claims.release(key, held);
      throw error;
    }
  }

  /** Stores the bytes, or finds out what is stored instead. Bytes that were not stored are not returned. */
  async #commit(key: string, held: HeldClaim, body: Uint8Array): Promise<CachedResult | undefined> {
    const { claims, results } = this.#options;
    const { slot, nonce } = held;
    const sha256 = digestOf(body);
    try {
      const outcome = await results.create(key, slot, body, nonce);
      if (outcome === "created") return this.#stored(key, { body, sha256, slot, nonce });
    } catch (error) {
      // It is unknown whether the result was stored: read the slot. When that fails too, give up the claim.
      const stored = await results.readSlot(key, slot).catch(() => undefined);
      if (stored?.state === "good") return this.#storedInstead(key, held, sha256, stored.result);
      await claims.withdraw(key, held);
      throw error;
    }
    const stored = await results.readSlot(key, slot);
    if (stored.state === "good") return this.#storedInstead(key, held, sha256, stored.result);
    // The result was removed again, which is not the production's fault: the next round claims a new generation.
    if (stored.state === "empty") await claims.withdraw(key, held);
    return undefined;
  }

  #stored(key: string, result: StoredResult): CachedResult {
    this.#options.observe({ type: "stored", key, slot: result.slot });
    return { ...result, hit: false };
  }

  #storedInstead(key: string, held: HeldClaim, sha256: string, stored: StoredResult): CachedResult {
    // Our own object: the answer to our request was lost, and it was sent again or given up.
    if (stored.nonce === held.nonce) return this.#stored(key, stored);
    if (stored.sha256 !== sha256) {
      const { slot } = held;
      const fault = { key, slot, stored: stored.sha256, produced: sha256 };
      this.#options.observe({ type: "determinism_fault", ...fault });
    }
    return this.hit(key, stored);
  }
}
