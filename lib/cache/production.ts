import { ClarityError } from "../errors.ts";
import { isOfEnvironment } from "../store/failures.ts";
import type { Claims, HeldClaim } from "./claims.ts";
import type { CacheObserver } from "./events.ts";
import { noCapacity, type ProducerSlots } from "./producer-slots.ts";
import { digestOf, type Lookup, type Results, type StoredResult } from "./results.ts";

/** Kept free at the end of an invocation, for a production to finish in and to be stored. */
export const MIN_PRODUCTION_MS = 10_000;
const LEASE_BEYOND_DEADLINE_MS = 2_000;
/** Each round but the last met a result that went bad or a clean-up: more than a few is no coincidence. */
const MAX_ROUNDS = 8;

export interface CachedResult extends StoredResult {
  /** False only for the call whose production was stored. */
  readonly hit: boolean;
}

/** Makes the result. It must be a pure function of the key: whoever runs it, the bytes are the same. */
export type Produce = () => Promise<Uint8Array>;

export interface Order {
  readonly key: string;
  readonly produce: Produce;
  /** When the order must be done, on `performance.now()`; may be infinite. */
  readonly deadline: number;
  /** How long one attempt may stand in line for a producer slot, in milliseconds. */
  readonly patienceMs: number;
}

interface ProductionOptions {
  readonly results: Results;
  readonly claims: Claims;
  readonly slots: ProducerSlots;
  /** Lease of an order without a deadline, in milliseconds. */
  readonly leaseMs: number;
  /** Rejects while the store is not known to enforce create-only. */
  readonly assertTrusted: () => Promise<void>;
  readonly observe: CacheObserver;
}

/** One attempt to get a key's result, by docs/protocol.md. */
export class Production {
  readonly #options: ProductionOptions;

  constructor(options: ProductionOptions) {
    this.#options = options;
  }

  /** @param found what a look for the result has just shown, to spare a second one */
  async attempt(order: Order, found?: Lookup): Promise<CachedResult> {
    let look = found ?? (await this.#options.results.find(order.key));
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (look.result !== undefined) return this.hit(order.key, look.result);
      const result = await this.#inSlot(order, look.slot);
      if (result !== undefined) return result;
      look = await this.#options.results.find(order.key);
    }
    throw new ClarityError("store_unavailable", undefined, {
      reason: "answers_contradict",
      retryAfterSeconds: 5,
      details: { cache_key: order.key },
    });
  }

  hit(key: string, result: StoredResult): CachedResult {
    this.#options.observe({ type: "hit", key, slot: result.slot });
    return { ...result, hit: true };
  }

  /** Undefined, here and below: things changed while we were at it, look again. */
  async #inSlot(order: Order, slot: number): Promise<CachedResult | undefined> {
    const { results, slots } = this.#options;
    const left = order.deadline - performance.now() - MIN_PRODUCTION_MS;
    const { waited } = await slots.take(Math.max(0, Math.min(left, order.patienceMs)));
    try {
      if (waited && (await results.read(order.key, slot)) !== undefined) return undefined;
      return await this.#claimAndProduce(order, slot);
    } finally {
      slots.giveBack();
    }
  }

  async #claimAndProduce(order: Order, slot: number): Promise<CachedResult | undefined> {
    await this.#options.assertTrusted();
    const held = await this.#acquire(order, slot);
    if (held === undefined) return undefined;
    const after = held.generation > 0 ? await this.#lookAgain(order.key, held) : undefined;
    if (after?.result !== undefined) return this.hit(order.key, after.result);
    if (after !== undefined && after.slot !== slot) return undefined;
    return await this.#commit(order.key, held, await this.#produce(order, held));
  }

  /** A predecessor may have stored its result after we looked, and died or finished since. */
  async #lookAgain(key: string, held: HeldClaim): Promise<Lookup> {
    const { claims, results } = this.#options;
    let slot: number | undefined;
    try {
      const look = await results.find(key);
      slot = look.result === undefined ? look.slot : look.result.slot;
      return look;
    } finally {
      // It failed, or the matter goes on in another slot: nobody will be at work behind the claim.
      if (slot !== held.slot) await claims.withdraw(key, held);
    }
  }

  async #acquire(order: Order, slot: number): Promise<HeldClaim | undefined> {
    const { claims, results } = this.#options;
    const leaseMs = this.#leaseMs(order);
    try {
      return await claims.acquire(order.key, slot, leaseMs);
    } catch (error) {
      const isHeldOff = error instanceof ClarityError && error.code === "held_off";
      // The last owner may have stored the result after we looked: then nothing needs to be held off.
      if (isHeldOff && (await results.read(order.key, slot)) !== undefined) return undefined;
      throw error;
    }
  }

  /** Under a deadline nobody is at work after it, so the lease may end with it. */
  #leaseMs({ deadline }: Order): number {
    if (deadline === Number.POSITIVE_INFINITY) return this.#options.leaseMs;
    const left = deadline - performance.now();
    if (left < MIN_PRODUCTION_MS) throw noCapacity("deadline_near");
    return Math.ceil(left) + LEASE_BEYOND_DEADLINE_MS;
  }

  async #produce({ key, produce }: Order, held: HeldClaim): Promise<Uint8Array> {
    const { claims, observe } = this.#options;
    const start = performance.now();
    try {
      const body = await produce();
      const { slot, generation } = held;
      const durationMs = performance.now() - start;
      observe({ type: "produced", key, slot, generation, durationMs, bytes: body.length });
      return body;
    } catch (error) {
      observe({ type: "production_failed", key, error });
      if (isOfEnvironment(error)) await claims.withdraw(key, held);
      else await claims.release(key, held);
      throw error;
    }
  }

  /** Stores the bytes, or finds out what is stored instead. Bytes that were not stored are not served. */
  async #commit(key: string, held: HeldClaim, body: Uint8Array): Promise<CachedResult | undefined> {
    const { claims, results } = this.#options;
    const { slot, nonce } = held;
    const sha256 = digestOf(body);
    try {
      const outcome = await results.create(key, slot, body, nonce);
      if (outcome === "created") return this.#stored(key, { body, sha256, slot, nonce });
    } catch (error) {
      // Not known whether it was stored: look; where that fails too, somebody else has to find out.
      const stored = await results.read(key, slot).catch(() => undefined);
      if (isGood(stored)) return this.#storedInstead(key, held, sha256, stored);
      await claims.withdraw(key, held);
      throw error;
    }
    const stored = await results.read(key, slot);
    if (isGood(stored)) return this.#storedInstead(key, held, sha256, stored);
    // It is gone again, which is not the production's fault: the next round claims the next generation.
    if (stored === undefined) await claims.withdraw(key, held);
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

function isGood(stored: StoredResult | "bad" | undefined): stored is StoredResult {
  return stored !== undefined && stored !== "bad";
}
