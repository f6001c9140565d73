import { randomUUID } from "node:crypto";
import { ownProcess } from "../../store/process-identity.ts";
import { Claims } from "../claims.ts";
import { takeInventory, type CachePlace, type KeyInventory, type SlotObject } from "./inventory.ts";
import { settledFor } from "./settled.ts";

/** Of a claim that does not tell its own. */
const DEFAULT_LEASE_MS = 30_000;

export interface Erasure {
  readonly results: readonly SlotObject[];
  /** Those that were removed. */
  readonly claims: readonly SlotObject[];
  /** Those that stay, because something at the key is younger than a day, or no result is stored. */
  readonly keptClaims: readonly SlotObject[];
  /** How long the kept claims hold the next production off, in milliseconds; 0 when it may begin at once. */
  readonly heldOffMs: number;
}

/**
 * Removes a key's results, good or bad, and its claims unless something there is younger than a day. The
 * next request produces the result again: kept claims whose result was stored are withdrawn, so that it need
 * not wait for their lease. After several of them it has to pause (docs/protocol.md).
 *
 * @returns undefined when nothing is kept for the key; no results when only claims are, which somebody may
 *   be at work behind: then nothing was done
 * @throws ClarityError `store_unavailable`
 */
export async function erase(place: CachePlace, key: string): Promise<Erasure | undefined> {
  const [inventory] = await takeInventory(place, key);
  if (inventory === undefined) return undefined;
  const { results, claims } = inventory;
  if (results.length === 0) return { results, claims: [], keptClaims: claims, heldOffMs: 0 };
  const isSettled = (await settledFor(place, [inventory]))(inventory);
  const heldOffMs = isSettled ? 0 : await withdraw(place, inventory);
  // Claims first: nobody claims while a result is there, so none can lose the generations before it.
  const removed = isSettled ? claims : [];
  for (const object of [...removed, ...results]) await place.store.remove(object.key);
  return { results, claims: removed, keptClaims: isSettled ? [] : claims, heldOffMs };
}

/**
 * Before the results go: whoever asks right after must not meet the claims of owners that are done. Slots
 * without a result are left alone.
 *
 * @returns how long the next production will be held off; it goes to slot 0
 */
async function withdraw(place: CachePlace, { key, results }: KeyInventory): Promise<number> {
  const owner = { instance: randomUUID(), ...ownProcess() };
  const defaults = { defaultLeaseMs: DEFAULT_LEASE_MS, observe: () => undefined };
  const claims = new Claims({ ...place, ...defaults, owner });
  for (const { slot } of results) await claims.withdrawNewest(key, slot);
  return await claims.holdOffMs(key, 0);
}
