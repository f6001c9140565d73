import * as fs from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type {
  ListedObject,
  Metadata,
  ObjectGetOptions,
  ObjectStore,
  StoredObject,
} from "../contract.ts";
import { assertCreateOnly, PROBE_KEY } from "../create-only-check.ts";
import { writeFlushed, type FileSystem } from "./durable-files.ts";
import { errnoOf, isLasting, asStoreError, stepsAsStoreError } from "../failures.ts";
import { assertKey } from "../keys.ts";
import { listObjects } from "./list-objects.ts";
import { bodyName, isPlain, isScratch, METADATA } from "./object-files.ts";
import { ObjectStates } from "./object-states.ts";
import { isLinkRefused, publishFile, statsOf } from "./plain-object.ts";
import { isObjectAt, readObject } from "./read-object.ts";
import {
  assertComplete,
  entriesOf,
  folderStats,
  publishObject,
  writeObject,
  type NewObject,
} from "./publish.ts";
import { isAbsence } from "./read-file.ts";
import { scratchName, storeClock } from "./scratch.ts";
import { StoreFolder, type StoreObserver } from "./store-folder.ts";

const WRITE_ATTEMPTS = 3;

/**
 * The object store on a folder. An object is a folder with the key's name that contains the body (with the
 * key's extension, so that a report opens) and `metadata.json`. Both are written under `tmp/`, flushed, and
 * published by one `rename`, which fails when the final folder exists and is not empty: that makes create-only
 * atomic. A claim is one file with the key's name, published by `link`, which fails when anything exists there. Both
 * kinds have the same path, so each keeps the other from being created (docs/decisions/0032).
 */
export class FileStore implements ObjectStore {
  readonly #root: string;
  readonly #files: FileSystem;
  readonly #folder: StoreFolder;
  /** Whether the file system may have hard links. */
  #hasLinks = true;
  /** Whether the file system was seen to refuse a link in the place of a file. */
  #linksChecked = false;
  readonly #states: ObjectStates;

  private constructor(root: string, files: FileSystem, observe: StoreObserver) {
    this.#root = resolve(root);
    this.#files = files;
    this.#states = new ObjectStates(this.#root);
    const create: ObjectStore["create"] = async (key, body, metadata = {}) =>
      await this.#createOnce({ key, body, metadata });
    const check = async () => {
      this.#hasLinks = true;
      this.#linksChecked = false;
      await assertCreateOnly({ create });
    };
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
    const path = this.#pathOf(key);
    const states = this.#states;
    return await asStoreError("read", async () => {
      const clock = async () => await this.#clock();
      if (known !== undefined && known.body.length <= maxBytes) {
        const names = [bodyName(key), METADATA];
        if (await states.isUnchanged(known.body, path, names)) return { ...known, clock };
      }
      const found = await readObject(this.#files, { key, path, maxBytes, states });
      return found && { ...found, clock };
    });
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
    const { key, metadata } = object;
    // An optimisation: publishing already ensures create-only, but this saves each loser its flushes. The
    // create-only check must not take this path, because it tests the publishing.
    const mayBeRead = key !== PROBE_KEY;
    if (mayBeRead && (await this.#isTaken(key))) return "exists";
    if (this.#hasLinks && isPlain(key) && Object.keys(metadata).length === 0) {
      const outcome = await this.#createFile(object);
      if (outcome !== "unlinkable") return outcome;
      this.#hasLinks = false;
    }
    return await this.#createFolder(object);
  }

  async #createFolder(object: NewObject): Promise<"created" | "exists"> {
    const { key } = object;
    const folder = this.#pathOf(key);
    return await this.#inScratch(async (scratch) => {
      await writeObject(this.#files, scratch, object);
      const outcome = await publishObject(this.#files, scratch, {
        folder,
        mayBeFile: isPlain(key),
      });
      if (outcome === "created") await assertComplete(this.#files, folder, key);
      return outcome;
    });
  }

  async #createFile({ key, body }: NewObject): Promise<"created" | "exists" | "unlinkable"> {
    const path = this.#pathOf(key);
    return await this.#inScratch(async (scratch) => {
      await writeFlushed(this.#files, scratch, body);
      const outcome = await publishFile(this.#files, scratch, path);
      // Before the first claim that is a file: a file system that replaces it must not be trusted.
      if (outcome === "created" && !this.#linksChecked) {
        this.#linksChecked = await isLinkRefused(this.#files, scratch, path);
      }
      return outcome;
    });
  }

  async #inScratch<T>(work: (scratch: string) => Promise<T>): Promise<T> {
    const scratch = join(this.#folder.scratch, scratchName());
    try {
      return await work(scratch);
    } finally {
      await this.#files.rm(scratch, { recursive: true, force: true });
    }
  }

  /** Whether an object, damaged or not, or a part of keys is in the place of this key. */
  async #isTaken(key: string): Promise<boolean> {
    const path = this.#pathOf(key);
    if (isPlain(key) && (await statsOf(this.#files, path))?.isFile() === true) return true;
    return (await entriesOf(this.#files, path)).length > 0;
  }

  list(prefix: string): AsyncIterable<ListedObject> {
    const objects = listObjects({ root: this.#root, files: this.#files }, prefix);
    return stepsAsStoreError("listed", objects);
  }

  async remove(key: string): Promise<void> {
    const path = this.#pathOf(key);
    await asStoreError("removed", async () => {
      if (!(await isObjectAt(this.#files, path, key))) return;
      await this.#folder.ensureReady();
      // Hide it with one rename first, so that a reader sees the whole object or no object.
      await this.#inScratch(async (scratch) => {
        try {
          await this.#files.rename(path, scratch);
        } catch (error) {
          if (!isAbsence(error)) throw error;
        }
      });
      await this.#removeEmptyParents(dirname(path));
    });
  }

  #pathOf(key: string): string {
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
