import { LRUCache } from "lru-cache";
import { atMostEntries } from "../../at-most-entries.ts";
import type { CurrentCase } from "../../case/cases.ts";
import { ClarityError } from "../../errors.ts";
import { isLasting } from "./listed-case.ts";
import { maybeKey } from "./search.ts";

/** Bytes of these keys: some 5 MB. */
const KEPT_KEYS = 50_000;

/** The current key of a case. */
export type KeyOf = (caseId: string) => Promise<CurrentCase>;

/** Searches by cache key. A key is a hash of the whole case, so that the first search reads all artifacts. */
export class KeySearch {
  readonly #keyOf: KeyOf;
  readonly #known: LRUCache<string, { readonly key: string | undefined }>;

  /** @param maxAgeMs how long a key is not checked again */
  constructor(keyOf: KeyOf, maxAgeMs: number) {
    this.#keyOf = keyOf;
    this.#known = new LRUCache({ ...atMostEntries(KEPT_KEYS), ttl: maxAgeMs });
  }

  /** Whether the key of the case begins with each of these words. */
  async has(caseId: string, words: readonly string[]): Promise<boolean> {
    if (!words.every(maybeKey)) return false;
    const key = await this.#key(caseId);
    return key !== undefined && words.every((word) => key.startsWith(word));
  }

  async #key(caseId: string): Promise<string | undefined> {
    const known = this.#known.get(caseId);
    if (known !== undefined) return known.key;
    try {
      return this.#keep(caseId, (await this.#keyOf(caseId)).key);
    } catch (error) {
      if (!(error instanceof ClarityError)) throw error;
      // A case that cannot be read has no key. The next search asks again if it may be readable then.
      return isLasting(error) ? this.#keep(caseId, undefined) : undefined;
    }
  }

  #keep(caseId: string, key: string | undefined): string | undefined {
    this.#known.set(caseId, { key });
    return key;
  }
}
