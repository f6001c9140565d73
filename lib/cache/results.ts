import { createHash } from "node:crypto";
import { ClarityError } from "../errors.ts";
import type { ObjectStore, StoredObject } from "../store/contract.ts";
import type { CacheObserver } from "./events.ts";
import { resultKey, SLOTS, type Layout } from "./layout.ts";

/** A result whose bytes were checked against the digest that was stored with them. */
export interface StoredResult {
  readonly body: Uint8Array;
  /** SHA-256 of the body, 64 lower-case hex digits. */
  readonly sha256: string;
  readonly slot: number;
  /** Of the claim under which it was produced. */
  readonly nonce: string | undefined;
}

/** Either the result, or the slot that it would go to. */
export type Lookup =
  { readonly result: StoredResult } | { readonly result: undefined; readonly slot: number };

interface ResultsOptions {
  readonly store: ObjectStore;
  readonly layout: Layout;
  readonly observe: CacheObserver;
}

/**
 * The results. A bad one (its bytes do not have its digest) is never served, never removed and never
 * overwritten: the key goes on in the next slot, and the bad object stays for inspection.
 */
export class Results {
  readonly #options: ResultsOptions;
  /** The bad objects that were told of: every later hit on the key comes past them again. */
  readonly #bad = new Set<string>();

  constructor(options: ResultsOptions) {
    this.#options = options;
  }

  /** @throws ClarityError `slots_exhausted` when every slot holds a bad object; `store_unavailable` */
  async find(key: string): Promise<Lookup> {
    for (let slot = 0; slot < SLOTS; slot++) {
      const read = await this.read(key, slot);
      if (read === undefined) return { result: undefined, slot };
      if (read !== "bad") return { result: read };
    }
    throw new ClarityError(
      "slots_exhausted",
      `All ${SLOTS} stored results for ${key} are damaged. Its operator has to look into the store.`,
      { details: { cache_key: key } },
    );
  }

  /** One slot's result. It takes two reads to call an object bad: the first may have met a clean-up. */
  async read(key: string, slot: number): Promise<StoredResult | "bad" | undefined> {
    const { store, layout } = this.#options;
    let identity = "";
    for (let attempt = 0; attempt < 2; attempt++) {
      const object = await store.get(resultKey(layout, key, slot));
      if (object === undefined) return undefined;
      const result = verified(key, slot, object);
      if (result !== undefined) return result;
      identity = object.identity;
    }
    this.#tellOfBad(key, slot, identity);
    return "bad";
  }

  /** Once a process for each bad object. */
  #tellOfBad(key: string, slot: number, identity: string): void {
    const object = `${key}/${slot}/${identity}`;
    if (this.#bad.has(object)) return;
    this.#bad.add(object);
    this.#options.observe({ type: "bad_object", key, slot });
  }

  async create(key: string, slot: number, body: Uint8Array, nonce: string) {
    const { store, layout } = this.#options;
    const metadata = { key, nonce, sha256: digestOf(body) };
    return await store.create(resultKey(layout, key, slot), body, metadata);
  }
}

/** SHA-256, 64 lower-case hex digits. */
export function digestOf(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}

/** The key is checked as well: a good object that was copied under another key is a bad one there. */
function verified(
  key: string,
  slot: number,
  { body, metadata }: StoredObject,
): StoredResult | undefined {
  const sha256 = digestOf(body);
  if (metadata["sha256"] !== sha256 || metadata["key"] !== key) return undefined;
  return { body, sha256, slot, nonce: metadata["nonce"] };
}
