import pMap from "p-map";
import { memoizeUntilSuccess } from "../../memoize-until-success.ts";
import { assertCreateOnly } from "../../store/create-only-check.ts";
import { Results, type StoredResult } from "../results.ts";
import { withSlotsGuarded } from "./guard.ts";
import { inspectResults, KEYS_AT_ONCE, type OnChecked } from "./inspection.ts";
import {
  takeInventory,
  type CacheInStore,
  type KeyInventory,
  type SlotObject,
} from "./inventory.ts";
import { prunePlan, type PrunePlan } from "./prune-plan.ts";
import { settledFor, settledHere, type IsSettled } from "./settled.ts";

export interface PruneOptions {
  /** Receives the progress, of the keys at which nothing has happened for a day. */
  readonly onChecked?: OnChecked;
  /** Only return what would be removed, by this machine's clock. Nothing is written. */
  readonly dryRun?: boolean;
}

/** What was done at a key, or would be. */
export interface PrunedKey {
  readonly key: string;
  /** The removed objects. */
  readonly bad: readonly SlotObject[];
  readonly claims: readonly SlotObject[];
  /** Whether the good result was copied to slot 0, so that it need not be produced again. */
  readonly restored: boolean;
  /** True when another process is producing there. Then nothing was done. */
  readonly busy: boolean;
}

/** Some keys could not be pruned. The cause is the error of the first of them. */
export class IncompletePruning extends Error {
  override readonly name = "IncompletePruning";
  /** What was removed nevertheless, as `prune` would have returned it. */
  readonly pruned: readonly PrunedKey[];

  constructor(pruned: readonly PrunedKey[], cause: unknown) {
    super(`Some keys could not be pruned (${pruned.length} were). Run it again.`, { cause });
    this.pruned = pruned;
  }
}

/**
 * Removes objects that are no longer needed: the claims of keys whose good result is older than a day, and
 * damaged results older than a day. Keys with anything younger stay as they are, and so do keys with claims but
 * no result.
 *
 * It may run beside any number of producers and of other prunings. A request meanwhile gets the result or
 * fails with `in_progress`, and nothing is produced that would not have been produced anyway. When it is killed
 * in the middle the store still works; at worst one result, whose damaged predecessor was just removed, is
 * produced once more. Running it again continues.
 *
 * @returns the keys at which there was something to do, sorted
 * @throws IncompletePruning after all other keys were pruned; ClarityError `store_unavailable` before any was
 */
export async function prune(cache: CacheInStore, options: PruneOptions = {}): Promise<PrunedKey[]> {
  const keys = (await takeInventory(cache)).filter(({ results }) => results.length > 0);
  const isSettled = options.dryRun === true ? settledHere(cache) : await settledFor(cache, keys);
  const settled = keys.filter(isSettled);
  const pruner = new Pruner(cache, isSettled);
  const pruned: PrunedKey[] = [];
  const failures: unknown[] = [];
  let checked = 0;
  const tidy = async (inventory: KeyInventory): Promise<void> => {
    try {
      const plan = prunePlan(inventory, await inspectResults(cache, inventory));
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
  readonly #cache: CacheInStore;
  readonly #isSettled: IsSettled;
  readonly #assertTrusted: () => Promise<void>;
  readonly #removed = new Set<string>();

  constructor(cache: CacheInStore, isSettled: IsSettled) {
    this.#cache = cache;
    this.#isSettled = isSettled;
    this.#assertTrusted = memoizeUntilSuccess(async () => await assertCreateOnly(cache.store));
  }

  async carryOut(plan: PrunePlan, seen: KeyInventory): Promise<PrunedKey> {
    const now = await this.#inventoryOf(plan.key);
    if (now === undefined || !this.#isSettled(now) || !areSame(now, seen)) return busy(plan);
    if (plan.guarded.length > 0) return (await this.#guarded(plan, seen)) ?? busy(plan);
    await this.#remove([...plan.bad, ...plan.claims]);
    return done(plan);
  }

  /** What was removed at a key before pruning it failed; empty when nothing was. */
  partOf({ key, results, claims }: KeyInventory): PrunedKey[] {
    const isGone = ({ key: name }: SlotObject) => this.#removed.has(name);
    const part = { bad: results.filter(isGone), claims: claims.filter(isGone) };
    if (part.bad.length + part.claims.length === 0) return [];
    return [{ key, ...part, restored: false, busy: false }];
  }

  /**
   * Removing a damaged result leaves an empty slot in which the next request would produce. So the good result
   * is copied there, and until then the slots are guarded. Without a good result the next request shall produce,
   * but a request that is on its way from slot to slot must not produce beside it.
   */
  async #guarded(plan: PrunePlan, seen: KeyInventory): Promise<PrunedKey | undefined> {
    await this.#assertTrusted();
    return await withSlotsGuarded(this.#cache, plan.key, plan.guarded, async (nonce) => {
      // Another process may have come and gone before the guard had its claims.
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
    const results = new Results({ ...this.#cache, observe: () => undefined });
    return (await results.create(key, 0, body, nonce ?? ours)) === "created";
  }

  async #inventoryOf(key: string): Promise<KeyInventory | undefined> {
    return (await takeInventory(this.#cache, key))[0];
  }

  async #remove(objects: readonly SlotObject[]): Promise<void> {
    for (const { key } of objects) {
      await this.#cache.store.remove(key);
      this.#removed.add(key);
    }
  }
}

/** Whether the same objects hold the results: an object that was created again has another identity. */
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
