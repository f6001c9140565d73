import { LRUCache } from "lru-cache";
import type { ArtifactSource } from "../store/contract.ts";
import { locate, type Located } from "./case-layout.ts";
import { caseUnsettled, READ_ATTEMPTS, readLocated, type FilesTogether } from "./read-files.ts";

/** A value that depends only on some files of a case and on the case's id. */
export interface View<T> {
  /** Distinguishes it from the other views of the same case. */
  readonly name: string;
  /** Without their base, such as `manifest.json`. */
  readonly files: readonly string[];
  /** @param together in the order of `files` */
  readonly build: (caseId: string, together: FilesTogether) => Promise<T>;
}

interface CaseViewsOptions<T> {
  readonly source: ArtifactSource;
  /** The size of the cache. A view that is larger than all of it is built for every request. */
  readonly maxBytes: number;
  /** The memory of a view, in bytes. */
  readonly sizeOf: (value: T) => number;
}

interface Building<T> {
  readonly caseId: string;
  readonly view: View<T>;
  readonly located: Located;
}

/**
 * Views of the cases of a source, built once per content and kept while there is room. The current identities of
 * its files are the key of a view, so an edit shows at once. Concurrent requests share one build.
 */
export class CaseViews<T extends object> {
  readonly #source: ArtifactSource;
  readonly #kept: LRUCache<string, T, Building<T>>;

  constructor({ source, maxBytes, sizeOf }: CaseViewsOptions<T>) {
    this.#source = source;
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: sizeOf,
      // The caller gets the view even when other views have evicted it meanwhile.
      ignoreFetchAbort: true,
      fetchMethod: async (_key, _stale, { context }) => await this.#build(context),
    });
  }

  /**
   * The view of the current state of the case.
   *
   * @returns `hit`: false only for the request that built the view
   * @throws ClarityError `case_unsettled`, `store_unavailable`, and what the view throws
   */
  async of(caseId: string, view: View<T>): Promise<{ value: T; hit: boolean }> {
    for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
      const located = await locate(this.#source, caseId, view.files);
      const status: LRUCache.Status<string, T, Building<T>> = {};
      const context = { caseId, view, located };
      const key = keyOf(context);
      const value = await this.#kept.fetch(key, { context, status });
      if (value !== undefined) return { value, hit: status.fetch !== "miss" };
    }
    throw caseUnsettled(caseId);
  }

  /** Undefined when the files changed since they were found; then the view is not kept. */
  async #build({ caseId, view, located }: Building<T>): Promise<T | undefined> {
    const wanted = { source: this.#source, caseId, names: view.files, located };
    const reading = await readLocated(wanted, async (together) => {
      const isSame =
        keyOf({ caseId, view, located: together }) === keyOf({ caseId, view, located });
      return isSame ? await view.build(caseId, together) : undefined;
    });
    return reading.done ? reading.value : undefined;
  }
}

function keyOf<T>({ caseId, view, located }: Building<T>): string {
  return JSON.stringify([caseId, view.name, located.base, ...located.identities]);
}
