import {
  ObjectTooLargeError,
  type GetOptions,
  type ListedObject,
  type Metadata,
  type ObjectStore,
  type StoredObject,
} from "../../../lib/store/contract.ts";
import { assertKey } from "../../../lib/store/keys.ts";

interface Entry {
  readonly body: Uint8Array;
  readonly metadata: Metadata;
  readonly identity: string;
  readonly modifiedAt: number;
}

/** Keeps the contract of object stores, in memory. Every operation happens in one instant. */
export class MemoryStore implements ObjectStore {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: () => number;
  #changes = 0;

  /** @param clock milliseconds since the Unix epoch; asked at every operation */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  async get(key: string, { maxBytes = Infinity }: GetOptions = {}) {
    assertKey(key);
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.body.length > maxBytes) throw new ObjectTooLargeError(entry.body.length, maxBytes);
    const now = this.#clock();
    const clock = async () => await Promise.resolve(now);
    return await Promise.resolve<StoredObject>({ ...entry, clock });
  }

  async create(key: string, body: Uint8Array, metadata: Metadata = {}) {
    assertKey(key);
    if (this.#entries.has(key)) return await Promise.resolve("exists" as const);
    this.#put(key, { body: body.slice(), metadata, modifiedAt: this.#clock() });
    return "created" as const;
  }

  async *list(prefix: string) {
    yield* await Promise.resolve(this.listed(prefix));
  }

  /** The whole list, in one instant. */
  listed(prefix: string): ListedObject[] {
    const listed: ListedObject[] = [];
    for (const [key, { body, identity, modifiedAt }] of this.#entries) {
      if (key.startsWith(prefix)) listed.push({ key, identity, size: body.length, modifiedAt });
    }
    return listed.sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  async remove(key: string) {
    assertKey(key);
    this.#entries.delete(key);
    await Promise.resolve();
  }

  /** The effect of a failing disk: other bytes, the same metadata and times. */
  damage(key: string, change: (body: Uint8Array) => Uint8Array): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined) this.#put(key, { ...entry, body: change(entry.body) });
  }

  #put(key: string, entry: Omit<Entry, "identity">): void {
    this.#entries.set(key, { ...entry, identity: `${++this.#changes}` });
  }
}
