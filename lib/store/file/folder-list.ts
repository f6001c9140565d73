import type { Dirent } from "node:fs";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import pMap from "p-map";
import type { FirstFolders } from "../contract.ts";
import type { BoundedCalls } from "./bounded-calls.ts";
import { identityOf, isAbsence } from "./read-file.ts";
import { restNeededMs } from "./settled.ts";

/** Where a link leads may change without a trace in the folder that contains it. */
const LINKS_KNOWN_MS = 2_000;
/** How many links are followed at once. */
const LINKS_AT_ONCE = 4;

interface Known {
  readonly identity: string;
  readonly names: readonly string[];
  /** Until when the links count as followed, on `performance.now()`; infinite for a folder without links. */
  readonly until: number;
}

/**
 * The folders in a folder. Reading 10,000 names takes tens of milliseconds, so they are remembered until the
 * identity of the folder changes, which happens whenever an entry is created, removed or renamed.
 */
export class FolderList {
  readonly #root: string;
  readonly #calls: Pick<BoundedCalls, "within">;
  #known: Known | undefined;

  constructor(root: string, calls: Pick<BoundedCalls, "within">) {
    this.#root = root;
    this.#calls = calls;
  }

  /** The sorted names of all folders. */
  async all(): Promise<readonly string[]> {
    const listedAt = Date.now();
    const stats = await this.#call(async () => await fs.stat(this.#root, { bigint: true }));
    const identity = identityOf(stats);
    if (this.#known?.identity === identity && performance.now() < this.#known.until) {
      return this.#known.names;
    }
    const entries = await this.#call(
      async () => await fs.readdir(this.#root, { withFileTypes: true }),
    );
    const until = entries.some(isLink) ? performance.now() + LINKS_KNOWN_MS : Infinity;
    const names = await this.#foldersAmong(entries);
    // Another change in the same tick of the clock would not change the identity.
    this.#known = restNeededMs(stats, listedAt) === 0 ? { identity, names, until } : undefined;
    return names;
  }

  /** The sorted names of the folders among the first entries. */
  async first(atMost: number): Promise<FirstFolders> {
    const entries = await this.#call(async () => await firstEntries(this.#root, atMost + 1));
    const names = await this.#foldersAmong(entries.slice(0, atMost));
    return { names, all: entries.length <= atMost };
  }

  async #foldersAmong(entries: readonly Dirent[]): Promise<string[]> {
    const are = await pMap(entries, async (entry) => await this.#isFolder(entry), {
      concurrency: LINKS_AT_ONCE,
    });
    return entries
      .filter((_, index) => are[index])
      .map(({ name }) => name)
      .sort();
  }

  /**
   * Whether an entry is a folder. A link that cannot be followed counts as a folder: the case is then listed as
   * unreadable, and the others are not hidden.
   */
  async #isFolder(entry: Dirent): Promise<boolean> {
    if (!isLink(entry)) return entry.isDirectory();
    const path = join(this.#root, entry.name);
    try {
      return await this.#calls.within(path, async (run) => {
        return (await run(async () => await fs.stat(path))).isDirectory();
      });
    } catch (error) {
      return !isAbsence(error);
    }
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    return await this.#calls.within(this.#root, async (run) => await run(call));
  }
}

/** Whether only following the entry shows what it is: a link, or any entry where a file system does not say. */
function isLink(entry: Dirent): boolean {
  return !entry.isDirectory() && !entry.isFile();
}

/** The first entries of a folder, in the order of the file system. */
async function firstEntries(root: string, atMost: number): Promise<Dirent[]> {
  // One call reads as many entries as the buffer holds.
  const folder = await fs.opendir(root, { bufferSize: atMost });
  try {
    const entries: Dirent[] = [];
    while (entries.length < atMost) {
      const entry = await folder.read();
      if (entry === null) break;
      entries.push(entry);
    }
    return entries;
  } finally {
    await folder.close();
  }
}
