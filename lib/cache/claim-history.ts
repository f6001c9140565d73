import { generationOf, withdrawnGeneration } from "./layout.ts";

/** A claim, release or withdrawal of one slot, as the store lists it, without its folder. */
interface ListedClaim {
  readonly name: string;
  readonly modifiedAt: number;
}

/** What the list of a slot's claims shows, before any of them is read. */
export interface ClaimHistory {
  /** The newest generation. */
  readonly newest: number;
  /** How many generations before the newest count towards hold-off: those that were not withdrawn. */
  readonly counted: number;
  /** When the newest of these was claimed; undefined when none exists, or when it was removed. */
  readonly countedAt: number | undefined;
  /** How many generations before the newest were withdrawn. */
  readonly withdrawn: number;
}

/** Undefined when the slot has no claim. */
export function historyOf(listed: readonly ListedClaim[]): ClaimHistory | undefined {
  const claimedAt = new Map<number, number>();
  const withdrawn = new Set<number>();
  for (const { name, modifiedAt } of listed) {
    const generation = generationOf(name);
    if (generation !== undefined) claimedAt.set(generation, modifiedAt);
    const given = withdrawnGeneration(name);
    if (given !== undefined) withdrawn.add(given);
  }
  if (claimedAt.size === 0) return undefined;
  const newest = Math.max(...claimedAt.keys());
  const isCounted = (generation: number) => generation < newest && !withdrawn.has(generation);
  // Every number below the newest was a generation, even when its claim was removed.
  const before = [...withdrawn].filter((generation) => generation < newest);
  const lastCounted = Math.max(...[...claimedAt.keys()].filter(isCounted));
  return {
    newest,
    counted: newest - before.length,
    countedAt: claimedAt.get(lastCounted),
    withdrawn: before.length,
  };
}
