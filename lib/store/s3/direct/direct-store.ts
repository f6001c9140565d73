import type {
  ListedObject,
  Metadata,
  ObjectGetOptions,
  ObjectStore,
  StoredObject,
} from "../../contract.ts";
import { assertKey } from "../../keys.ts";
import type { DirectReads } from "./direct-reads.ts";
import type { Lazy } from "./lazy-sdk.ts";

/** A store in a bucket that loads the SDK when something besides a successful read is needed. */
export class DirectStore implements ObjectStore {
  readonly #reads: DirectReads;
  readonly #sdk: Lazy<ObjectStore>;

  constructor(reads: DirectReads, sdk: Lazy<ObjectStore>) {
    this.#reads = reads;
    this.#sdk = sdk;
  }

  async get(key: string, options?: ObjectGetOptions): Promise<StoredObject | undefined> {
    assertKey(key);
    const found = this.#sdk.isOpen ? undefined : await this.#reads.get(key, options);
    return found === undefined ? await (await this.#sdk.get()).get(key, options) : found.object;
  }

  async create(key: string, body: Uint8Array, metadata?: Metadata): Promise<"created" | "exists"> {
    return await (await this.#sdk.get()).create(key, body, metadata);
  }

  async *list(prefix: string): AsyncGenerator<ListedObject> {
    yield* (await this.#sdk.get()).list(prefix);
  }

  async remove(key: string): Promise<void> {
    await (await this.#sdk.get()).remove(key);
  }
}
