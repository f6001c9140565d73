import { ClarityError } from "../../errors.ts";
import { required } from "../../required.ts";
import { Claims, type HeldClaim } from "../claims.ts";
import { runtimeWith } from "../runtime.ts";
import type { CacheInStore } from "./inventory.ts";

/** Long enough to move a few objects. If it is not, a result is produced twice. */
const LEASE_MS = 60_000;

/**
 * Does something while no process produces in some of a key's slots. It claims them as a producer would, and
 * leaves its claims behind, withdrawn: a process that looked before and acts late finds them and looks again.
 *
 * @param slots at least one
 * @param task receives the nonce of the first slot's claim
 * @returns what `task` returns; undefined when one of the slots is claimed by another process: then `task`
 *   was not called
 * @throws ClarityError `store_unavailable`; and what `task` throws
 */
export async function withSlotsGuarded<T>(
  { store, layout, runtime }: CacheInStore,
  key: string,
  slots: readonly number[],
  task: (nonce: string) => Promise<T>,
): Promise<T | undefined> {
  const options = { store, layout, defaultLeaseMs: LEASE_MS, observe: () => undefined };
  const claims = new Claims({ ...options, runtime: runtimeWith(runtime) });
  const held: HeldClaim[] = [];
  try {
    for (const slot of slots) {
      const claim = await acquire(claims, key, slot);
      if (claim === undefined) return undefined;
      held.push(claim);
    }
    return await task(required(held[0], "a guard has at least one slot").nonce);
  } finally {
    for (const claim of held) await claims.withdraw(key, claim);
  }
}

async function acquire(claims: Claims, key: string, slot: number): Promise<HeldClaim | undefined> {
  try {
    return await claims.acquire(key, slot, LEASE_MS);
  } catch (error) {
    const code = error instanceof ClarityError ? error.code : undefined;
    if (code === "in_progress" || code === "held_off") return undefined;
    throw error;
  }
}
