import { createHash } from "node:crypto";
import { ClarityError } from "../errors.ts";
import { WITHOUT_BODY, type ObjectStore, type StoredObject } from "../store/contract.ts";
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
  /** As `StoredObject.version`; unknown of what was stored just now. */
  readonly version?: string;
}

/** What is wrong with a bad object. */
export type Damage =
  "body_missing" | "body_empty" | "metadata_missing" | "of_another_key" | "bytes_differ";

/** What a slot was found to hold: a good result, or a bad object. */
export type Inspected =
  | { readonly result: StoredResult; readonly damage?: undefined }
  | { readonly result?: undefined; readonly damage: Damage; readonly identity: string };

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
    throw new ClarityError("slots_exhausted", undefined, { details: { cache_key: key } });
  }

  /** One slot's result. */
  async read(key: string, slot: number): Promise<StoredResult | "bad" | undefined> {
    const found = await this.inspect(key, slot);
    if (found?.damage === undefined) return found?.result;
    this.#tellOfBad(key, slot, found.identity);
    return "bad";
  }

  /** As `read`, and tells nobody. It takes two reads to call an object bad: the first may have met a clean-up. */
  async inspect(key: string, slot: number): Promise<Inspected | undefined> {
    const first = await this.#inspectOnce(key, slot);
    return first?.damage === undefined ? first : await this.#inspectOnce(key, slot);
  }

  async #inspectOnce(key: string, slot: number): Promise<Inspected | undefined> {
    const { store, layout } = this.#options;
    const object = await store.get(resultKey(layout, key, slot));
    if (object === undefined) return undefined;
    const sha256 = digestOf(object.body);
    const damage = damageOf(key, object, sha256);
    if (damage !== undefined) return { damage, identity: object.identity };
    const { body, metadata, version } = object;
    const result = { body, sha256, slot, nonce: metadata["nonce"] };
    return { result: version === undefined ? result : { ...result, version } };
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
function damageOf(
  key: string,
  { body, metadata, identity }: StoredObject,
  sha256: string,
): Damage | undefined {
  if (metadata["sha256"] === sha256 && metadata["key"] === key) return undefined;
  if (identity === WITHOUT_BODY) return "body_missing";
  if (metadata["sha256"] === undefined) return "metadata_missing";
  if (metadata["sha256"] === sha256) return "of_another_key";
  return body.length === 0 ? "body_empty" : "bytes_differ";
}
