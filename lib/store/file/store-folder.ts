import { join } from "node:path";
import { ensureFolder, type FileSystem } from "./durable-files.ts";
import { isAbsence } from "./read-file.ts";
import { sweepScratch } from "./scratch.ts";

/** A store's folder was missing, or another one was in its place: it was made ready and checked again. */
export interface StoreEvent {
  readonly type: "store_reopened";
  readonly reason: "missing" | "replaced";
}

/** Called in the middle of a write: it must not throw. */
export type StoreObserver = (event: StoreEvent) => void;

interface StoreFolderOptions {
  readonly root: string;
  readonly files: FileSystem;
  /** Rejects when what is now in the folder's place does not enforce create-only. */
  readonly check: () => Promise<void>;
  readonly observe: StoreObserver;
}

/**
 * The folder of a file store, which people and machines may remove, replace or mount over while the store is
 * in use. It is known by device and inode of its `tmp/`: whatever happens to the folder changes that, and it
 * costs one `stat` to see.
 */
export class StoreFolder {
  readonly scratch: string;
  readonly #options: StoreFolderOptions;
  /** Of the `tmp/` that was made ready last; undefined when none was. */
  #identity: string | undefined;
  /** Under way: all writers that find the folder changed share one. */
  #reopening: Promise<void> | undefined;

  constructor(options: StoreFolderOptions) {
    this.#options = options;
    this.scratch = join(options.root, "tmp");
  }

  /** Makes the folder where it is missing, and clears away what crashed processes left unfinished. */
  async open(): Promise<void> {
    this.#identity = await this.#makeReady();
  }

  /** To be called before each write: opens the folder again when it is not the one that was opened. */
  async ensureReady(): Promise<void> {
    if (await this.#isKnown()) return;
    this.#reopening ??= this.#reopen().finally(() => {
      this.#reopening = undefined;
    });
    await this.#reopening;
  }

  async #reopen(): Promise<void> {
    // Another writer may have opened it after this one had looked.
    if (await this.#isKnown()) return;
    const reason = (await this.#identityNow()) === undefined ? "missing" : "replaced";
    const identity = await this.#makeReady();
    await this.#options.check();
    const isFirst = this.#identity === undefined;
    this.#identity = identity;
    if (!isFirst) this.#options.observe({ type: "store_reopened", reason });
  }

  async #makeReady(): Promise<string | undefined> {
    const { files } = this.#options;
    await ensureFolder(files, this.scratch);
    await sweepScratch(files, this.scratch);
    return await this.#identityNow();
  }

  async #isKnown(): Promise<boolean> {
    return this.#identity !== undefined && (await this.#identityNow()) === this.#identity;
  }

  async #identityNow(): Promise<string | undefined> {
    try {
      const stats = await this.#options.files.stat(this.scratch, { bigint: true });
      return stats.isDirectory() ? `${stats.dev}-${stats.ino}` : undefined;
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  }
}
