import pMap from "p-map";
import { onceDone } from "../../once.ts";
import { assertCreateOnly } from "../../store/create-only-check.ts";
import { Results, type StoredResult } from "../results.ts";
import { Guard } from "./guard.ts";
import { inspectResults, KEYS_AT_ONCE, type OnChecked } from "./inspection.ts";
import { takeInventory, type CachePlace, type KeyInventory, type SlotObject } from "./inventory.ts";
import { prunePlan, type PrunePlan } from "./prune-plan.ts";
import { settledFor, settledHere, type IsSettled } from "./settled.ts";

export interface PruneOptions {
  /** Told of the keys that were seen to, of those at which nothing has happened for a day. */
  readonly onChecked?: OnChecked;
  /** Only tell what would be removed, by this machine's clock: nothing is written. */
  readonly dryRun?: boolean;
}

/** What was done about a key, or would be. */
export interface PrunedKey {
  readonly key: string;
  /** The removed objects. */
  readonly bad: readonly SlotObject[];
  readonly claims: readonly SlotObject[];
  /** Whether the good result was put into the slot that came free, so that it need not be produced again. */
  readonly restored: boolean;
  /** Somebody is at work there: nothing was done. */
  readonly busy: boolean;
}

/** Some keys could not be brought to their end; the cause tells why, of the first of them. */
export class IncompletePruning extends Error {
  override readonly name = "IncompletePruning";
  /** As `prune` would have answered: what was removed nevertheless. */
  readonly pruned: readonly PrunedKey[];

  constructor(pruned: readonly PrunedKey[], cause: unknown) {
    super(`${pruned.length} keys were pruned, others could not be`, { cause });
    this.pruned = pruned;
  }
}

/**
 * Removes what nobody needs any more: the claims of keys whose good result is older than a day, and bad
 * results older than a day. A key with anything younger is left alone, and so is one with claims but no
 * result.
 *
 * It may run beside any number of producers: who asks meanwhile is served or told to come again, and
 * nothing is produced that would not have been produced anyway. Killed in the middle it leaves a store
 * that works; at worst the one result whose damaged predecessor was just removed is produced once more.
 *
 * @returns the keys at which there was something to do, sorted
 * @throws IncompletePruning after all other keys were seen to; ClarityError `store_unavailable` before any
 */
export async function prune(place: CachePlace, options: PruneOptions = {}): Promise<PrunedKey[]> {
  const keys = (await takeInventory(place)).filter(({ results }) => results.length > 0);
  const isSettled = options.dryRun === true ? settledHere() : await settledFor(place, keys);
  const settled = keys.filter(isSettled);
  const pruner = new Pruner(place, isSettled);
  const pruned: PrunedKey[] = [];
  const failures: unknown[] = [];
  let checked = 0;
  const tidy = async (inventory: KeyInventory): Promise<void> => {
    try {
      const plan = prunePlan(inventory, await inspectResults(place, inventory));
      if (plan.bad.length + plan.claims.length + plan.guarded.length === 0) return;
      if (options.dryRun === true) pruned.push(done(plan));
      else pruned.push(await pruner.carryOut(plan, inventory));
    } catch (error) {
      pruned.push(...pruner.partOf(inventory));
      failures.push(error);
    } finally {
      options.onChecked?.(++checked, settled.length);
    }
  };
  await pMap(settled, tidy, { concurrency: KEYS_AT_ONCE });
  pruned.sort((a, b) => (a.key < b.key ? -1 : 1));
  if (failures.length > 0) throw new IncompletePruning(pruned, failures[0]);
  return pruned;
}

class Pruner {
  readonly #place: CachePlace;
  readonly #isSettled: IsSettled;
  readonly #guard: Guard;
  readonly #assertTrusted: () => Promise<void>;
  readonly #removed = new Set<string>();

  constructor(place: CachePlace, isSettled: IsSettled) {
    this.#place = place;
    this.#isSettled = isSettled;
    this.#guard = new Guard(place);
    this.#assertTrusted = onceDone(async () => await assertCreateOnly(place.store));
  }

  async carryOut(plan: PrunePlan, seen: KeyInventory): Promise<PrunedKey> {
    const now = await this.#inventoryOf(plan.key);
    if (now === undefined || !this.#isSettled(now) || !areSame(now, seen)) return busy(plan);
    if (plan.guarded.length > 0) return (await this.#guarded(plan, seen)) ?? busy(plan);
    await this.#remove([...plan.bad, ...plan.claims]);
    return done(plan);
  }

  /** What was done about a key before it failed, if anything was. */
  partOf({ key, results, claims }: KeyInventory): PrunedKey[] {
    const isGone = ({ key: name }: SlotObject) => this.#removed.has(name);
    const part = { bad: results.filter(isGone), claims: claims.filter(isGone) };
    if (part.bad.length + part.claims.length === 0) return [];
    return [{ key, ...part, restored: false, busy: false }];
  }

  /**
   * Removing a bad result makes a gap in which the next request would produce: so the gap is closed with the
   * good one, and until then nobody may begin there. With no good one the next request shall produce, but one
   * that is on its way from slot to slot must not do so beside another one.
   */
  async #guarded(plan: PrunePlan, seen: KeyInventory): Promise<PrunedKey | undefined> {
    await this.#assertTrusted();
    return await this.#guard.keeping(plan.key, plan.guarded, async (nonce) => {
      // Somebody may have come and gone before the guard stood.
      const now = await this.#inventoryOf(plan.key);
      if (now === undefined || !areSame(now, seen)) return undefined;
      await this.#remove(plan.bad);
      const { misplaced } = plan;
      const restored = misplaced !== undefined && (await this.#restore(plan.key, misplaced, nonce));
      await this.#remove(plan.claims);
      return { ...done(plan), restored };
    });
  }

  async #restore(key: string, { body, nonce }: StoredResult, ours: string): Promise<boolean> {
    const results = new Results({ ...this.#place, observe: () => undefined });
    return (await results.create(key, 0, body, nonce ?? ours)) === "created";
  }

  async #inventoryOf(key: string): Promise<KeyInventory | undefined> {
    return (await takeInventory(this.#place, key))[0];
  }

  async #remove(objects: readonly SlotObject[]): Promise<void> {
    for (const { key } of objects) {
      await this.#place.store.remove(key);
      this.#removed.add(key);
    }
  }
}

/** Whether the same objects hold the results: one that was made anew has another identity. */
function areSame(now: KeyInventory, seen: KeyInventory): boolean {
  return identitiesOf(now) === identitiesOf(seen);
}

function identitiesOf({ results }: KeyInventory): string {
  return results.map(({ key, identity }) => `${key} ${identity}`).join("\n");
}

function done({ key, bad, claims, misplaced }: PrunePlan): PrunedKey {
  return { key, bad, claims, restored: misplaced !== undefined, busy: false };
}

function busy({ key }: PrunePlan): PrunedKey {
  return { key, bad: [], claims: [], restored: false, busy: true };
}
