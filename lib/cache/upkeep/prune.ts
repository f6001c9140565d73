import { pMapIterable } from "p-map";
import { memoizeUntilSuccess } from "../../memoize-until-success.ts";
import { assertCreateOnly } from "../../store/create-only-check.ts";
import { Results, type StoredResult } from "../results.ts";
import { withSlotsGuarded } from "./guard.ts";
import { inspectResults, KEYS_AT_ONCE, keysWithResults } from "./inspection.ts";
import { inventoryOf, type CacheInStore, type KeyInventory, type SlotObject } from "./inventory.ts";
import { prunePlan, type PrunePlan } from "./prune-plan.ts";
import { settledFor, settledHere, type IsSettled } from "./settled.ts";

export interface PruneOptions {
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

  constructor(cause: unknown) {
    super("Some keys could not be pruned. Run it again.", { cause });
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
 * produced once more. Running it again continues. It goes on only while its caller takes the next key.
 *
 * @returns every key with a result, in ascending order; most of them with nothing removed (`isPruned`)
 * @throws IncompletePruning after all other keys were pruned; ClarityError `store_unavailable` when the store
 *   cannot be listed, perhaps after some keys were pruned
 */
export async function* prune(
  cache: CacheInStore,
  { dryRun = false }: PruneOptions = {},
): AsyncGenerator<PrunedKey> {
  const pruner = new Pruner(cache, dryRun);
  const tidy = async (inventory: KeyInventory) => await pruner.tidy(inventory);
  yield* pMapIterable(keysWithResults(cache), tidy, { concurrency: KEYS_AT_ONCE });
  if (pruner.failure !== undefined) throw new IncompletePruning(pruner.failure.error);
}

/** Whether pruning had something to do at the key. */
export function isPruned(pruned: PrunedKey): boolean {
  const { bad, claims } = pruned;
  return pruned.restored || pruned.busy || bad.length + claims.length > 0;
}

class Pruner {
  /** The first error. */
  failure: { readonly error: unknown } | undefined;
  readonly #cache: CacheInStore;
  readonly #dryRun: boolean;
  readonly #isSettled: IsSettled;
  readonly #assertTrusted: () => Promise<void>;

  constructor(cache: CacheInStore, dryRun: boolean) {
    this.#cache = cache;
    this.#dryRun = dryRun;
    this.#isSettled = dryRun ? settledHere(cache) : settledFor(cache);
    this.#assertTrusted = memoizeUntilSuccess(async () => await assertCreateOnly(cache.store));
  }

  /** Prunes one key. Never rejects: keeps the error, and returns what was removed before it. */
  async tidy(inventory: KeyInventory): Promise<PrunedKey> {
    const removed = new Set<string>();
    try {
      if (!(await this.#isSettled(inventory))) return untouched(inventory);
      const plan = prunePlan(inventory, await inspectResults(this.#cache, inventory));
      if (plan.bad.length + plan.claims.length + plan.guarded.length === 0)
        return untouched(inventory);
      return this.#dryRun ? done(plan) : await this.#carryOut(plan, inventory, removed);
    } catch (error) {
      this.failure ??= { error };
      const isGone = ({ key }: SlotObject) => removed.has(key);
      const [bad, claims] = [inventory.results.filter(isGone), inventory.claims.filter(isGone)];
      return { ...untouched(inventory), bad, claims };
    }
  }

  async #carryOut(plan: PrunePlan, seen: KeyInventory, removed: Set<string>): Promise<PrunedKey> {
    const now = await inventoryOf(this.#cache, plan.key);
    if (now === undefined || !(await this.#isSettled(now)) || !areSame(now, seen)) {
      return busy(plan);
    }
    if (plan.guarded.length > 0) return (await this.#guarded(plan, seen, removed)) ?? busy(plan);
    await this.#remove([...plan.bad, ...plan.claims], removed);
    return done(plan);
  }

  /**
   * Removing a damaged result leaves an empty slot in which the next request would produce. So the good result
   * is copied there, and until then the slots are guarded. Without a good result the next request shall produce,
   * but a request that is on its way from slot to slot must not produce beside it.
   */
  async #guarded(
    plan: PrunePlan,
    seen: KeyInventory,
    removed: Set<string>,
  ): Promise<PrunedKey | undefined> {
    await this.#assertTrusted();
    return await withSlotsGuarded(this.#cache, plan.key, plan.guarded, async (nonce) => {
      // Another process may have come and gone before the guard had its claims.
      const now = await inventoryOf(this.#cache, plan.key);
      if (now === undefined || !areSame(now, seen)) return undefined;
      await this.#remove(plan.bad, removed);
      const { misplaced } = plan;
      const restored = misplaced !== undefined && (await this.#restore(plan.key, misplaced, nonce));
      await this.#remove(plan.claims, removed);
      return { ...done(plan), restored };
    });
  }

  async #restore(key: string, { body, nonce }: StoredResult, ours: string): Promise<boolean> {
    const results = new Results({ ...this.#cache, observe: () => undefined });
    return (await results.create(key, 0, body, nonce ?? ours)) === "created";
  }

  async #remove(objects: readonly SlotObject[], removed: Set<string>): Promise<void> {
    for (const { key } of objects) {
      await this.#cache.store.remove(key);
      removed.add(key);
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

function untouched({ key }: KeyInventory): PrunedKey {
  return { key, bad: [], claims: [], restored: false, busy: false };
}

function busy({ key }: PrunePlan): PrunedKey {
  return { key, bad: [], claims: [], restored: false, busy: true };
}
