import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { atMostEntries } from "../at-most-entries.ts";
import { ClarityError } from "../errors.ts";
import { WITHOUT_BODY, type ObjectStore, type StoredObject } from "../store/contract.ts";
import { listAll } from "../store/list-all.ts";
import type { CacheObserver } from "./events.ts";
import { resultKey, SLOTS, slotOfResult, type Layout } from "./layout.ts";

/** A result whose bytes were checked against the digest that was stored with them. */
export interface StoredResult {
  /** Other calls may get the same array, so it must not be changed. */
  readonly body: Uint8Array;
  /** SHA-256 of the body, 64 lower-case hex digits. */
  readonly sha256: string;
  readonly slot: number;
  /** Of the claim under which it was produced. */
  readonly nonce: string | undefined;
  /** As `StoredObject.version`; undefined for a result that this call has just stored. */
  readonly version?: string;
}

/** Why an object is not served. */
export type Damage =
  | "body_missing"
  | "body_empty"
  | "metadata_missing"
  | "of_another_key"
  | "bytes_differ";

interface GoodSlot {
  readonly state: "good";
  readonly slot: number;
  readonly result: StoredResult;
}

interface EmptySlot {
  readonly state: "empty";
  readonly slot: number;
}

interface DamagedSlot {
  readonly state: "damaged";
  readonly slot: number;
  readonly damage: Damage;
  /** Of the damaged object. */
  readonly identity: string;
}

/** What one slot holds, after its object was read and verified. */
export type SlotContent = GoodSlot | EmptySlot | DamagedSlot;

/** What a key's first slot without a damaged object holds: the result, or the place for it. */
export type Lookup = GoodSlot | EmptySlot;

/** How many damaged objects are remembered. A forgotten one is reported once more. */
const REPORTED_OBJECTS = 1_000;

interface ResultsOptions {
  readonly store: ObjectStore;
  readonly layout: Layout;
  readonly observe: CacheObserver;
  /** As `CacheOptions.memoryBytes`. */
  readonly memoryBytes?: number | undefined;
}

/** A verified result and the object that it was read from. */
interface Remembered {
  readonly object: StoredObject;
  readonly content: GoodSlot;
}

/**
 * Reads, verifies and creates results. A damaged one (its bytes do not have its digest) is never served,
 * never removed and never overwritten: the next slot takes the key's result, and the damaged object stays
 * for inspection.
 */
export class Results {
  readonly #options: ResultsOptions;
  /** The damaged objects that were reported: each later lookup of the key reads them again. */
  readonly #reported = new LRUCache<string, true>(atMostEntries(REPORTED_OBJECTS));
  /** By their names in the store. The store is asked at every lookup whether they are still what it has. */
  readonly #remembered: LRUCache<string, Remembered> | undefined;
  /** The reads of objects that are not in memory, by their names. They never reject. */
  readonly #firstReads = new Map<string, Promise<void>>();

  constructor(options: ResultsOptions) {
    this.#options = options;
    const { memoryBytes = 0 } = options;
    if (memoryBytes > 0) {
      this.#remembered = new LRUCache({
        maxSize: memoryBytes,
        sizeCalculation: ({ object }) => Math.max(1, object.body.length),
      });
    }
  }

  /** Whether a verified result of the key is in memory. The store may have lost it since. */
  remembers(key: string): boolean {
    return this.#remembered?.has(resultKey(this.#options.layout, key, 0)) === true;
  }

  /**
   * Step 1 of docs/protocol.md: reads the key's slots in order, up to the first that is not damaged.
   *
   * @throws ClarityError `slots_exhausted` when every slot is damaged; `store_unavailable`
   */
  async lookUp(key: string): Promise<Lookup> {
    for (let slot = 0; slot < SLOTS; slot++) {
      const content = await this.readSlot(key, slot);
      if (content.state !== "damaged") return content;
    }
    throw new ClarityError("slots_exhausted", undefined, { details: { cache_key: key } });
  }

  /**
   * Reads one slot and verifies what it holds. Reports each damaged object once.
   *
   * @throws ClarityError `store_unavailable`
   */
  async readSlot(key: string, slot: number): Promise<SlotContent> {
    const first = await this.#readSlotOnce(key, slot);
    if (first.state !== "damaged") return first;
    // The first read may have met an object that is being removed: only the second one counts.
    const second = await this.#readSlotOnce(key, slot);
    if (second.state === "damaged") this.#report(key, second);
    return second;
  }

  /** As `Cache.storedAt`. */
  async storedAt(key: string): Promise<number | undefined> {
    const { store, layout } = this.#options;
    const prefix = `${layout.results}/${key}/`;
    const times = (await listAll(store, prefix))
      .filter((listed) => slotOfResult(layout, listed.key.slice(prefix.length)) !== undefined)
      .map(({ modifiedAt }) => modifiedAt);
    // A later slot is used only when all before it are damaged.
    return times.at(-1);
  }

  /** Creates the result of a slot. Never overwrites one, as `ObjectStore.create`. */
  async create(key: string, slot: number, body: Uint8Array, nonce: string) {
    const { store, layout } = this.#options;
    const metadata = { key, nonce, sha256: digestOf(body) };
    return await store.create(resultKey(layout, key, slot), body, metadata);
  }

  async #readSlotOnce(key: string, slot: number): Promise<SlotContent> {
    const name = resultKey(this.#options.layout, key, slot);
    if (this.#remembered === undefined) return await this.#readNow(name, key, slot);
    // Of calls that meet, one reads and verifies the body. The others ask afterwards whether it is unchanged, so each
    // call has an answer of the store that is younger than itself.
    const firstRead = this.#firstReads.get(name);
    if (firstRead !== undefined) await firstRead;
    if (this.#remembered.has(name)) return await this.#readNow(name, key, slot);
    const reading = this.#readNow(name, key, slot);
    const settled = reading.then(noMatter, noMatter);
    this.#firstReads.set(name, settled);
    try {
      return await reading;
    } finally {
      if (this.#firstReads.get(name) === settled) this.#firstReads.delete(name);
    }
  }

  async #readNow(name: string, key: string, slot: number): Promise<SlotContent> {
    const { store } = this.#options;
    const remembered = this.#remembered?.get(name);
    const object = await store.get(name, { known: remembered?.object });
    if (object !== undefined && object.body === remembered?.object.body) return remembered.content;
    this.#remembered?.delete(name);
    if (object === undefined) return { state: "empty", slot };
    const content = verified(key, slot, object);
    if (content.state === "good") this.#remembered?.set(name, { object, content });
    return content;
  }

  #report(key: string, { slot, identity }: DamagedSlot): void {
    const object = `${key}/${slot}/${identity}`;
    if (this.#reported.has(object)) return;
    this.#reported.set(object, true);
    this.#options.observe({ type: "bad_object", key, slot });
  }
}

function noMatter(): void {}

function verified(key: string, slot: number, object: StoredObject): GoodSlot | DamagedSlot {
  const { body, metadata, version, identity } = object;
  const sha256 = digestOf(body);
  const damage = damageOf(key, object, sha256);
  if (damage !== undefined) return { state: "damaged", slot, damage, identity };
  const result = { body, sha256, slot, nonce: metadata["nonce"] };
  return { state: "good", slot, result: version === undefined ? result : { ...result, version } };
}

/** SHA-256, 64 lower-case hex digits. */
export function digestOf(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}

/** The key is verified as well: a good object that was copied under another key is damaged there. */
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
