import * as fs from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  WITHOUT_BODY,
  type ListedObject,
  type Metadata,
  type ObjectGetOptions,
  type ObjectStore,
  type StoredObject,
} from "../contract.ts";
import { assertCreateOnly, PROBE_KEY } from "../create-only-check.ts";
import type { FileSystem } from "./durable-files.ts";
import { errnoOf, isLasting, asStoreError, stepsAsStoreError } from "../failures.ts";
import { assertKey } from "../keys.ts";
import { listObjects } from "./list-objects.ts";
import { bodyName, isObject, isScratch, METADATA } from "./object-files.ts";
import { ObjectStates } from "./object-states.ts";
import {
  assertComplete,
  entriesOf,
  folderStats,
  publishObject,
  writeObject,
  type NewObject,
} from "./publish.ts";
import { identityOf, isAbsence, readRegularFile } from "./read-file.ts";
import { scratchName, storeClock } from "./scratch.ts";
import { StoreFolder, type StoreObserver } from "./store-folder.ts";

const WRITE_ATTEMPTS = 3;

/**
 * The object store on a folder. An object is a folder with the key's name that contains the body (with the
 * key's extension, so that a report opens) and `metadata.json`. Both are written under `tmp/`, flushed, and
 * published by one `rename`, which fails when the final folder exists and is not empty: that makes create-only
 * atomic. `link` is atomic too, but only for a single file.
 */
export class FileStore implements ObjectStore {
  readonly #root: string;
  readonly #files: FileSystem;
  readonly #folder: StoreFolder;
  readonly #states: ObjectStates;

  private constructor(root: string, files: FileSystem, observe: StoreObserver) {
    this.#root = resolve(root);
    this.#files = files;
    this.#states = new ObjectStates(this.#root);
    const create: ObjectStore["create"] = async (key, body, metadata = {}) =>
      await this.#createOnce({ key, body, metadata });
    const check = async () => await assertCreateOnly({ create });
    this.#folder = new StoreFolder({ root: this.#root, files, check, observe });
  }

  /**
   * Opens the store at `root`, makes the folder when it is missing, and removes unfinished files of crashed
   * processes. If the folder is removed or replaced later, the next write opens it again.
   *
   * @param observe called whenever a write had to open the folder again
   * @throws ClarityError `store_unavailable` when the folder cannot be made or written
   */
  static async open(
    root: string,
    files: FileSystem = fs,
    observe: StoreObserver = () => undefined,
  ): Promise<FileStore> {
    const store = new FileStore(root, files, observe);
    await asStoreError("opened", async () => await store.#folder.open());
    return store;
  }

  /**
   * As `open`, but makes nothing, and returns undefined when there is no store. A folder is a store if it contains
   * the object that every cache creates before its first claim. A read-only store is opened too; writing to it fails.
   */
  static async openExisting(root: string, files: FileSystem = fs): Promise<FileStore | undefined> {
    const store = new FileStore(root, files, () => undefined);
    return await asStoreError("opened", async () => {
      const mark = await folderStats(files, join(store.#root, PROBE_KEY));
      if (mark === undefined) return undefined;
      try {
        await store.#folder.open();
      } catch (error) {
        if (!isLasting(error)) throw error;
      }
      return store;
    });
  }

  async get(
    key: string,
    { maxBytes = Number.POSITIVE_INFINITY, known }: ObjectGetOptions = {},
  ): Promise<StoredObject | undefined> {
    const folder = this.#folderOf(key);
    return await asStoreError("read", async () => {
      if (known !== undefined && known.body.length <= maxBytes) {
        const names = [bodyName(key), METADATA];
        const isUnchanged = await this.#states.isUnchanged(known.body, folder, names);
        if (isUnchanged) return { ...known, clock: async () => await this.#clock() };
      }
      return await this.#read(key, folder, maxBytes);
    });
  }

  async #read(key: string, folder: string, maxBytes: number): Promise<StoredObject | undefined> {
    const stats = await folderStats(this.#files, folder);
    if (stats === undefined) return undefined;
    const readAt = Date.now();
    const body = await readRegularFile(join(folder, bodyName(key)), maxBytes);
    const metadata = await readRegularFile(join(folder, METADATA));
    const gone = body === undefined && metadata === undefined;
    if (gone && !isObject(key, await entriesOf(this.#files, folder))) return undefined;
    if (body !== undefined && metadata !== undefined) this.#states.remember(body, metadata, readAt);
    return {
      body: body?.body ?? new Uint8Array(),
      metadata: parseMetadata(metadata?.body),
      identity: body === undefined ? WITHOUT_BODY : identityOf(body.stats),
      modifiedAt: stats.mtimeMs,
      clock: async () => await this.#clock(),
    };
  }

  async create(key: string, body: Uint8Array, metadata: Metadata = {}) {
    const object = { key, body, metadata };
    assertOwnKey(key);
    return await asStoreError("written", async () => await this.#createReady(object));
  }

  async #createReady(object: NewObject): Promise<"created" | "exists"> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#folder.ensureReady();
        return await this.#createOnce(object);
      } catch (error) {
        // A clean-up removed the files, or the folder was replaced, so write the object again.
        if (errnoOf(error) !== "ENOENT" || attempt === WRITE_ATTEMPTS) throw error;
      }
    }
  }

  async #createOnce(object: NewObject): Promise<"created" | "exists"> {
    const { key } = object;
    const folder = this.#folderOf(key);
    // An optimisation: the rename already ensures create-only, but this saves each loser three flushes. The
    // create-only check must not take this path, because it tests the rename.
    const mayBeRead = key !== PROBE_KEY;
    if (mayBeRead && (await entriesOf(this.#files, folder)).length > 0) return "exists";
    const scratch = join(this.#folder.scratch, scratchName());
    try {
      await writeObject(this.#files, scratch, object);
      const outcome = await publishObject(this.#files, scratch, folder);
      if (outcome === "created") await assertComplete(this.#files, folder, key);
      return outcome;
    } finally {
      await this.#files.rm(scratch, { recursive: true, force: true });
    }
  }

  list(prefix: string): AsyncIterable<ListedObject> {
    const objects = listObjects({ root: this.#root, files: this.#files }, prefix);
    return stepsAsStoreError("listed", objects);
  }

  async remove(key: string): Promise<void> {
    const folder = this.#folderOf(key);
    await asStoreError("removed", async () => {
      if (!isObject(key, await entriesOf(this.#files, folder))) return;
      await this.#folder.ensureReady();
      // Hide it with one rename first, so that a reader sees the whole object or no object.
      const scratch = join(this.#folder.scratch, scratchName());
      try {
        await this.#files.rename(folder, scratch);
      } catch (error) {
        if (isAbsence(error)) return;
        throw error;
      }
      await this.#files.rm(scratch, { recursive: true, force: true });
      await this.#removeEmptyParents(dirname(folder));
    });
  }

  #folderOf(key: string): string {
    assertOwnKey(key);
    return join(this.#root, key);
  }

  async #clock(): Promise<number> {
    return await asStoreError("written", async () => {
      await this.#folder.ensureReady();
      return await storeClock(this.#files, this.#folder.scratch);
    });
  }

  async #removeEmptyParents(folder: string): Promise<void> {
    if (dirname(folder) === this.#root || folder === this.#root) return;
    try {
      await this.#files.rmdir(folder);
    } catch (error) {
      if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes(errnoOf(error) ?? "")) return;
      throw error;
    }
    await this.#removeEmptyParents(dirname(folder));
  }
}

function assertOwnKey(key: string): void {
  assertKey(key);
  if (isScratch(key)) throw new RangeError(`"tmp/" is the store's own, found ${key}`);
}

/** Damaged metadata counts as missing; the object then fails its verification. */
function parseMetadata(bytes: Uint8Array | undefined): Metadata {
  if (bytes === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof parsed !== "object" || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    );
  } catch {
    return {};
  }
}
