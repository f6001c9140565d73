import { join } from "node:path";
import { ensureFolder, type FileSystem } from "./durable-files.ts";
import { isAbsence } from "./read-file.ts";
import { sweepScratch } from "./scratch.ts";

/** A store's folder was missing or replaced, and was made ready and checked again. */
export interface StoreEvent {
  readonly type: "store_reopened";
  readonly reason: "missing" | "replaced";
}

/** Called during a write, so it must not throw. */
export type StoreObserver = (event: StoreEvent) => void;

interface StoreFolderOptions {
  readonly root: string;
  readonly files: FileSystem;
  /** Rejects when the new folder does not enforce create-only. */
  readonly check: () => Promise<void>;
  readonly observe: StoreObserver;
}

/**
 * The folder of a file store. People and programs may remove it, replace it or mount over it while the store is in
 * use. Any of that changes the device or inode of its `tmp/`, which one `stat` shows.
 */
export class StoreFolder {
  readonly scratch: string;
  readonly #options: StoreFolderOptions;
  /** Identifies the `tmp/` that was made ready last; undefined before the first one. */
  #identity: string | undefined;
  /** The opening in progress: all writers that find the folder changed share it. */
  #reopening: Promise<void> | undefined;

  constructor(options: StoreFolderOptions) {
    this.#options = options;
    this.scratch = join(options.root, "tmp");
  }

  /** Makes the folder if it is missing, and removes unfinished files of crashed processes. */
  async open(): Promise<void> {
    this.#identity = await this.#makeReady();
  }

  /** Call this before each write: it opens the folder again if it was replaced. */
  async ensureReady(): Promise<void> {
    if (await this.#isKnown()) return;
    this.#reopening ??= this.#reopen().finally(() => {
      this.#reopening = undefined;
    });
    await this.#reopening;
  }

  async #reopen(): Promise<void> {
    // Another writer may have opened it since this one checked.
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
