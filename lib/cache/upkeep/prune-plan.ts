import { SLOTS } from "../layout.ts";
import type { StoredResult } from "../results.ts";
import type { Inspection } from "./inspection.ts";
import type { KeyInventory, SlotObject } from "./inventory.ts";

/** What pruning does at one key, where nothing has happened for a day. */
export interface PrunePlan {
  readonly key: string;
  readonly bad: readonly SlotObject[];
  readonly claims: readonly SlotObject[];
  /** The good result, when pruning empties every slot before its own: then it has to be copied to slot 0. */
  readonly misplaced: StoredResult | undefined;
  /** The slots in which a producer could begin while damaged results are removed. */
  readonly guarded: readonly number[];
}

export function prunePlan(inventory: KeyInventory, { good, bad }: Inspection): PrunePlan {
  const { key, results, claims } = inventory;
  const guarded = bad.length === 0 && good === undefined ? 0 : slotsToGuard(results, good);
  return {
    key,
    bad,
    // Claims in guarded slots stay for now: a gap below the guard's own claim would let producers in.
    claims: good === undefined ? [] : claims.filter(({ slot }) => slot >= guarded),
    misplaced: good !== undefined && good.slot > 0 ? good : undefined,
    guarded: Array.from({ length: guarded }, (_, slot) => slot),
  };
}

/** A producer takes the first slot without a damaged result, and stops at a good one. */
function slotsToGuard(results: readonly SlotObject[], good: StoredResult | undefined): number {
  if (good !== undefined) return good.slot;
  const taken = new Set(results.map(({ slot }) => slot));
  let free = 0;
  while (taken.has(free)) free++;
  return Math.min(free + 1, SLOTS);
}
