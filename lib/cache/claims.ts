import { randomUUID } from "node:crypto";
import { ClarityError } from "../errors.ts";
import type { ObjectStore } from "../store/contract.ts";
import { isLasting } from "../store/failures.ts";
import { isKey } from "../store/keys.ts";
import { decodeClaim, encodeClaim, type Owner } from "./claim.ts";
import type { CacheObserver } from "./events.ts";
import { historyOf } from "./claim-history.ts";
import { claimsPrefix, releaseName, withdrawalName, type Layout } from "./layout.ts";
import { holdOffMs, standingOf, type StandingClaim } from "./standing.ts";
import { UnwrittenWithdrawals } from "./unwritten-withdrawals.ts";

const RETRY_SECONDS = 1;

/** A claim that is ours. */
export interface HeldClaim {
  readonly slot: number;
  readonly generation: number;
  readonly nonce: string;
}

interface ClaimsOptions {
  readonly store: ObjectStore;
  readonly layout: Layout;
  readonly owner: Owner;
  /** Lease of a claim that does not tell a readable one, in milliseconds. */
  readonly defaultLeaseMs: number;
  readonly observe: CacheObserver;
}

/**
 * The right to produce a result: who gets it, and when somebody else may have it after all. Claims are
 * only ever created, one name each, so that nothing a paused or confused owner does later can undo what
 * its successor did.
 */
export class Claims {
  readonly #options: ClaimsOptions;
  readonly #unwritten = new UnwrittenWithdrawals();

  constructor(options: ClaimsOptions) {
    this.#options = options;
  }

  /**
   * Steps 2 and 3 of docs/protocol.md. Undefined when the claims went away while we looked (a clean-up that
   * follows a stored result): look for the result again.
   *
   * @throws ClarityError `in_progress`, `held_off`, `store_unavailable`
   */
  async acquire(key: string, slot: number, leaseMs: number): Promise<HeldClaim | undefined> {
    await this.#withdrawRemembered(key);
    const first = { slot, generation: 0, nonce: randomUUID() };
    if ((await this.#create(key, first, leaseMs)) === "created") return first;
    const newest = await this.#orRelease(key, first, async () => await this.#newest(key, slot));
    if (newest === undefined) return undefined;
    if (newest.claim.nonce === first.nonce) return first;
    const reason = this.#refuseUnlessOpen(key, newest);
    const next = { slot, generation: newest.history.newest + 1, nonce: randomUUID() };
    if (!(await this.#isOurs(key, next, leaseMs))) throw inProgress(key);
    this.#options.observe({ type: "take_over", key, generation: next.generation, reason });
    return next;
  }

  /**
   * Gives the right back after the production itself failed, which counts towards hold-off. A release that
   * fails only means that the lease has to run out.
   */
  async release(key: string, held: HeldClaim): Promise<void> {
    try {
      await this.#options.store.create(this.#releaseOf(key, held), new Uint8Array());
    } catch (error) {
      this.#options.observe({ type: "release_failed", key, error });
    }
  }

  /**
   * Gives the right back for any other reason, which does not count towards hold-off: nothing was produced,
   * or the store or the machine failed. A withdrawal that fails is remembered, and made before this
   * instance's next claim of the key.
   */
  async withdraw(key: string, held: HeldClaim): Promise<void> {
    const name = this.#withdrawalOf(key, held);
    try {
      await this.#options.store.create(name, new Uint8Array());
    } catch (error) {
      this.#unwritten.remember(key, name);
      this.#options.observe({ type: "release_failed", key, error });
    }
  }

  async #withdrawRemembered(key: string): Promise<void> {
    for (const name of this.#unwritten.of(key)) {
      await this.#options.store.create(name, new Uint8Array());
      this.#unwritten.forget(key, name);
    }
  }

  /**
   * Gives somebody else's right back, whose result is stored: then its owner is done with it. A claim whose
   * nonce cannot be read has to run out.
   *
   * @throws ClarityError `store_unavailable`
   */
  async withdrawNewest(key: string, slot: number): Promise<void> {
    const newest = await this.#newest(key, slot);
    if (newest === undefined || newest.givenBack !== undefined) return;
    const { nonce } = newest.claim;
    if (nonce === undefined || !isKey(nonce)) return;
    const held = { slot, generation: newest.history.newest, nonce };
    await this.#options.store.create(this.#withdrawalOf(key, held), new Uint8Array());
  }

  /**
   * How long the next generation will be held off even if nobody is at work, in milliseconds; 0 when it may
   * begin at once.
   *
   * @throws ClarityError `store_unavailable`
   */
  async holdOffMs(key: string, slot: number): Promise<number> {
    const newest = await this.#newest(key, slot);
    if (newest === undefined) return 0;
    return holdOffMs(newest, this.#options.defaultLeaseMs);
  }

  #releaseOf(key: string, { slot, generation, nonce }: HeldClaim): string {
    return `${claimsPrefix(this.#options.layout, key, slot)}${releaseName(generation, nonce)}`;
  }

  #withdrawalOf(key: string, { slot, generation, nonce }: HeldClaim): string {
    return `${claimsPrefix(this.#options.layout, key, slot)}${withdrawalName(generation, nonce)}`;
  }

  #refuseUnlessOpen(key: string, newest: StandingClaim) {
    const { owner, defaultLeaseMs, observe } = this.#options;
    const standing = standingOf(newest, owner.instance, defaultLeaseMs);
    if (standing.state === "live") throw inProgress(key);
    const generation = newest.history.newest + 1;
    const waitMs = holdOffMs(newest, defaultLeaseMs);
    if (waitMs === 0) return standing.reason;
    observe({ type: "hold_off", key, generation });
    throw heldOff(key, waitMs);
  }

  async #isOurs(key: string, held: HeldClaim, leaseMs: number): Promise<boolean> {
    if ((await this.#create(key, held, leaseMs)) === "created") return true;
    // It exists: somebody else's, or ours, if the answer to our request was lost and it was sent again.
    const { store } = this.#options;
    const name = this.#nameOf(key, held);
    const found = await this.#orRelease(key, held, async () => await store.get(name));
    return found !== undefined && decodeClaim(found.body).nonce === held.nonce;
  }

  async #create(key: string, held: HeldClaim, leaseMs: number): Promise<"created" | "exists"> {
    const { store, owner } = this.#options;
    const body = encodeClaim(held.nonce, leaseMs, owner);
    const name = this.#nameOf(key, held);
    return await this.#orRelease(key, held, async () => await store.create(name, body));
  }

  /** While this fails it is not known whether the claim is ours, and then nobody would be behind it. */
  async #orRelease<T>(key: string, held: HeldClaim, attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      const hasNoRight = isLasting(error);
      // Without the right to write nothing was claimed, so that a withdrawal that fails changes nothing.
      const { store } = this.#options;
      const name = this.#withdrawalOf(key, held);
      if (hasNoRight) await store.create(name, new Uint8Array()).catch(() => undefined);
      else await this.withdraw(key, held);
      throw error;
    }
  }

  async #newest(key: string, slot: number): Promise<StandingClaim | undefined> {
    const { store, layout } = this.#options;
    const prefix = claimsPrefix(layout, key, slot);
    const listed = (await store.list(prefix)).map(({ key: path, modifiedAt }) => {
      return { name: path.slice(prefix.length), modifiedAt };
    });
    const history = historyOf(listed);
    if (history === undefined) return undefined;
    const found = await store.get(`${prefix}${history.newest}`);
    if (found === undefined) return undefined;
    const claim = decodeClaim(found.body);
    const names = new Set(listed.map(({ name }) => name));
    const givenBack = givenBackBy(names, history.newest, claim.nonce);
    const now = await found.clock();
    return { claim, history, givenBack, modifiedAt: found.modifiedAt, now };
  }

  #nameOf(key: string, { slot, generation }: HeldClaim): string {
    return `${claimsPrefix(this.#options.layout, key, slot)}${generation}`;
  }
}

/** How the claim with this nonce was given back, by the names in its slot. */
function givenBackBy(
  names: ReadonlySet<string>,
  generation: number,
  nonce: string | undefined,
): StandingClaim["givenBack"] {
  if (nonce === undefined) return undefined;
  if (names.has(withdrawalName(generation, nonce))) return "withdrawn";
  return names.has(releaseName(generation, nonce)) ? "released" : undefined;
}

function heldOff(key: string, waitMs: number): ClarityError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new ClarityError("held_off", undefined, {
    retryAfterSeconds,
    details: { cache_key: key },
  });
}

/** A conflict: another call or process holds the claim and is producing the result. */
export function inProgress(key: string): ClarityError {
  return new ClarityError("in_progress", undefined, {
    retryAfterSeconds: RETRY_SECONDS,
    details: { cache_key: key },
  });
}
