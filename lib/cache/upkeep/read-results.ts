import { pMapIterable } from "p-map";
import type { StoredResult } from "../results.ts";
import { inspectResults, KEYS_AT_ONCE, keysWithResults } from "./inspection.ts";
import type { CacheInStore } from "./inventory.ts";

/** One key whose results were read. */
export interface ReadKey {
  readonly key: string;
  /** The result that a request would get; undefined when every result is damaged. */
  readonly result: StoredResult | undefined;
}

/**
 * Reads the result of every key that has one, in ascending order, a few at once. Changes nothing.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function* readResults(cache: CacheInStore): AsyncGenerator<ReadKey> {
  yield* pMapIterable(
    keysWithResults(cache),
    async (inventory) => {
      const { good } = await inspectResults(cache, inventory);
      return { key: inventory.key, result: good };
    },
    { concurrency: KEYS_AT_ONCE },
  );
}
