import { ClarityError } from "../errors.ts";
import type { ObjectStore } from "../store/contract.ts";
import { isLasting } from "../store/failures.ts";
import { isKey } from "../store/keys.ts";
import { listAll } from "../store/list-all.ts";
import { decodeClaim, encodeClaim, type Owner } from "./claim.ts";
import type { CacheObserver, OpenReason } from "./events.ts";
import { historyOf } from "./claim-history.ts";
import { claimStateOf, holdOffMs, type NewestClaim } from "./claim-state.ts";
import { claimsPrefix, releaseName, withdrawalName, type Layout } from "./layout.ts";
import type { Runtime } from "./runtime.ts";
import { UnwrittenWithdrawals } from "./unwritten-withdrawals.ts";

const RETRY_SECONDS = 1;

/** A claim that this instance created. */
export interface HeldClaim {
  readonly slot: number;
  readonly generation: number;
  readonly nonce: string;
}

interface ClaimsOptions {
  readonly store: ObjectStore;
  readonly layout: Layout;
  /** The lease of a claim whose own lease cannot be read, in milliseconds. */
  readonly defaultLeaseMs: number;
  readonly observe: CacheObserver;
  readonly runtime: Runtime;
}

/**
 * The right to produce a result: which process gets it, and when another process may take it over. Claims are
 * only ever created, each under a name of its own, so nothing that a paused or confused owner does later can
 * undo what its successor did. Each object of this class is an owner of its own.
 */
export class Claims {
  readonly #options: ClaimsOptions;
  readonly #owner: Owner;
  readonly #unwritten = new UnwrittenWithdrawals();

  constructor(options: ClaimsOptions) {
    this.#options = options;
    const { nonce, process } = options.runtime;
    this.#owner = { ...process, instance: nonce() };
  }

  /**
   * Steps 2 and 3 of docs/protocol.md. Undefined when the claims were removed meanwhile (a clean-up that
   * follows a stored result): look the result up again.
   *
   * @throws ClarityError `in_progress`, `held_off`, `store_unavailable`
   */
  async acquire(key: string, slot: number, leaseMs: number): Promise<HeldClaim | undefined> {
    const { nonce } = this.#options.runtime;
    await this.#withdrawRemembered(key);
    // Step 2: create generation 0.
    const first = { slot, generation: 0, nonce: nonce() };
    if ((await this.#create(key, first, leaseMs)) === "created") return first;
    // Step 3: it exists. Read the newest generation.
    const newest = await this.#orWithdraw(key, first, async () => await this.#newest(key, slot));
    if (newest === undefined) return undefined;
    // Our own nonce: the answer to our create was lost.
    if (newest.claim.nonce === first.nonce) return first;
    const reason = this.#refuseUnlessOpen(key, newest);
    const next = { slot, generation: newest.history.newest + 1, nonce: nonce() };
    if (!(await this.#isOurs(key, next, leaseMs))) throw conflict(key);
    this.#options.observe({ type: "take_over", key, generation: next.generation, reason });
    return next;
  }

  /**
   * Gives a claim back after the production itself failed. The generation counts towards hold-off. Never
   * rejects: when the release cannot be written, the claim ends with its lease.
   */
  async release(key: string, held: HeldClaim): Promise<void> {
    try {
      await this.#options.store.create(this.#releaseOf(key, held), new Uint8Array());
    } catch (error) {
      this.#options.observe({ type: "release_failed", key, error });
    }
  }

  /**
   * Gives a claim back for any other reason: nothing was produced, or the store or the machine failed. The
   * generation does not count towards hold-off. Never rejects: a withdrawal that cannot be written is
   * remembered, and written before this instance's next claim of the key.
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
   * Withdraws another owner's claim. Call it only when the slot's result is stored: then that owner has no
   * more use for the claim. A claim whose nonce cannot be read stays until its lease expires. Withdrawing
   * twice has no effect.
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
   * How long the next generation will be held off even when no claim is live, in milliseconds; 0 when it may
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

  /** @returns why the claim is open */
  #refuseUnlessOpen(key: string, newest: NewestClaim): OpenReason {
    const { defaultLeaseMs, observe, runtime } = this.#options;
    const { instance } = this.#owner;
    const claim = claimStateOf(newest, { instance, defaultLeaseMs, isDead: runtime.isDead });
    if (claim.state === "live") throw conflict(key);
    const generation = newest.history.newest + 1;
    const waitMs = holdOffMs(newest, defaultLeaseMs);
    if (waitMs === 0) return claim.reason;
    observe({ type: "hold_off", key, generation });
    throw heldOff(key, waitMs);
  }

  async #isOurs(key: string, held: HeldClaim, leaseMs: number): Promise<boolean> {
    if ((await this.#create(key, held, leaseMs)) === "created") return true;
    // It exists: another owner's, or ours, when the answer to our request was lost and it was sent again.
    const { store } = this.#options;
    const name = this.#nameOf(key, held);
    const found = await this.#orWithdraw(key, held, async () => await store.get(name));
    return found !== undefined && decodeClaim(found.body).nonce === held.nonce;
  }

  async #create(key: string, held: HeldClaim, leaseMs: number): Promise<"created" | "exists"> {
    const { store } = this.#options;
    const body = encodeClaim(held.nonce, leaseMs, this.#owner);
    const name = this.#nameOf(key, held);
    return await this.#orWithdraw(key, held, async () => await store.create(name, body));
  }

  /** After a failure it is unknown whether the claim is ours. If it is, no production stands behind it. */
  async #orWithdraw<T>(key: string, held: HeldClaim, attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      const mayNotWrite = isLasting(error);
      // Without permission to write nothing was claimed, so a withdrawal that fails need not be remembered.
      const { store } = this.#options;
      const name = this.#withdrawalOf(key, held);
      if (mayNotWrite) await store.create(name, new Uint8Array()).catch(() => undefined);
      else await this.withdraw(key, held);
      throw error;
    }
  }

  async #newest(key: string, slot: number): Promise<NewestClaim | undefined> {
    const { store, layout } = this.#options;
    const prefix = claimsPrefix(layout, key, slot);
    const listed = (await listAll(store, prefix)).map(({ key: path, modifiedAt }) => {
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

/** How the claim with this nonce was given back, according to the names in its slot. */
function givenBackBy(
  names: ReadonlySet<string>,
  generation: number,
  nonce: string | undefined,
): NewestClaim["givenBack"] {
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
export function conflict(key: string): ClarityError {
  return new ClarityError("in_progress", undefined, {
    retryAfterSeconds: RETRY_SECONDS,
    details: { cache_key: key },
  });
}
