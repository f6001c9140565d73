import { LRUCache } from "lru-cache";
import type { CurrentCase } from "../../case/cases.ts";
import { ClarityError } from "../../errors.ts";
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
    this.#known = new LRUCache({ max: KEPT_KEYS, ttl: maxAgeMs });
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
    const key = await this.#keyNow(caseId);
    this.#known.set(caseId, { key });
    return key;
  }

  /** Undefined for a case that cannot be read, which has no key. */
  async #keyNow(caseId: string): Promise<string | undefined> {
    try {
      return (await this.#keyOf(caseId)).key;
    } catch (error) {
      if (error instanceof ClarityError) return undefined;
      throw error;
    }
  }
}
