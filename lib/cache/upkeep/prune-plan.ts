import { SLOTS } from "../layout.ts";
import type { StoredResult } from "../results.ts";
import type { Inspection } from "./inspection.ts";
import type { KeyInventory, SlotObject } from "./inventory.ts";

/** What is to be done about a key at which nothing has happened for a day. */
export interface PrunePlan {
  readonly key: string;
  readonly bad: readonly SlotObject[];
  readonly claims: readonly SlotObject[];
  /** The good result, when every slot before its own comes free: it then has to be put into slot 0. */
  readonly misplaced: StoredResult | undefined;
  /** Where a producer could begin while the bad results go. */
  readonly guarded: readonly number[];
}

export function prunePlan(inventory: KeyInventory, { good, bad }: Inspection): PrunePlan {
  const { key, results, claims } = inventory;
  const guarded = bad.length === 0 && good === undefined ? 0 : slotsToGuard(results, good);
  return {
    key,
    bad,
    // Those of guarded slots are needed once more: a gap below the guard's own would let producers in.
    claims: good === undefined ? [] : claims.filter(({ slot }) => slot >= guarded),
    misplaced: good !== undefined && good.slot > 0 ? good : undefined,
    guarded: Array.from({ length: guarded }, (_, slot) => slot),
  };
}

/** A producer looks for the first slot without a bad result, and stops at a good one. */
function slotsToGuard(results: readonly SlotObject[], good: StoredResult | undefined): number {
  if (good !== undefined) return good.slot;
  const taken = new Set(results.map(({ slot }) => slot));
  let free = 0;
  while (taken.has(free)) free++;
  return Math.min(free + 1, SLOTS);
}
