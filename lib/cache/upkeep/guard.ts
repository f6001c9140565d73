import { randomUUID } from "node:crypto";
import { ClarityError } from "../../errors.ts";
import { ownProcess } from "../../store/process-identity.ts";
import { Claims, type HeldClaim } from "../claims.ts";
import type { CachePlace } from "./inventory.ts";

/** Long enough for a few objects to be moved; should it not be, a result is produced twice. */
const LEASE_MS = 60_000;

/**
 * Keeps producers away from slots while something is done to them, by the claims that producers keep each
 * other away with. It leaves its claims behind: whoever looked before and comes late finds them, and has to
 * look again.
 */
export class Guard {
  readonly #claims: Claims;

  constructor({ store, layout }: CachePlace) {
    const owner = { instance: randomUUID(), ...ownProcess() };
    this.#claims = new Claims({ store, layout, owner, defaultLeaseMs: LEASE_MS, observe: ignore });
  }

  /**
   * Does something while nobody produces in these slots.
   *
   * @param task gets the nonce of the first slot's claim
   * @returns what `task` answers, or undefined when somebody is at work in one of them: nothing was done
   * @throws ClarityError `store_unavailable`; and what `task` throws
   */
  async keeping<T>(
    key: string,
    slots: readonly number[],
    task: (nonce: string) => Promise<T>,
  ): Promise<T | undefined> {
    const held: HeldClaim[] = [];
    try {
      for (const slot of slots) {
        const claim = await this.#acquire(key, slot);
        if (claim === undefined) return undefined;
        held.push(claim);
      }
      return await task(held[0]?.nonce ?? randomUUID());
    } finally {
      for (const claim of held) await this.#claims.withdraw(key, claim);
    }
  }

  async #acquire(key: string, slot: number): Promise<HeldClaim | undefined> {
    try {
      return await this.#claims.acquire(key, slot, LEASE_MS);
    } catch (error) {
      const code = error instanceof ClarityError ? error.code : undefined;
      if (code === "in_progress" || code === "held_off") return undefined;
      throw error;
    }
  }
}

function ignore(): void {}
