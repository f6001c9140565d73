import { closeSync, constants, lstatSync, openSync, type BigIntStats } from "node:fs";
import * as fs from "node:fs/promises";
import { LRUCache } from "lru-cache";
import { atMostEntries } from "../../at-most-entries.ts";
import { memoizeUntilSuccess } from "../../memoize-until-success.ts";
import { HAS_OPEN_FOLDERS, OPEN_FOLDERS } from "./opened-folder.ts";
import { identityOf } from "./read-file.ts";

/** The types of local file systems: ext, XFS, Btrfs, F2FS, tmpfs, overlay, in this order (`man 2 statfs`). */
const LOCAL_TYPES = new Set([0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x01021994, 0x794c7630]);
const TRUSTED_FOLDERS = 10_000;
const QUIET = { bigint: true, throwIfNoEntry: false } as const;

/**
 * Looks at files without a thread, where that cannot block: on a local disk, in folders that were looked at before.
 * That takes a tenth of the time (docs/decisions/0028). On a mount that hangs, it would stop the whole process, so it
 * never follows a link or leaves the device.
 */
export class LocalDisk {
  readonly #root: string;
  /** Of the root; undefined unless it is on a local disk. */
  #device: bigint | undefined;
  readonly #isLocal: () => Promise<void>;
  readonly #trusted = new LRUCache<string, true>(atMostEntries(TRUSTED_FOLDERS));

  constructor(root: string) {
    this.#root = root;
    this.#isLocal = memoizeUntilSuccess(async () => await this.#findDevice());
  }

  /** To be called after a folder was looked at with a thread: it does not hang. Never rejects. */
  async trust(folder: string): Promise<void> {
    if (!HAS_OPEN_FOLDERS || this.#trusted.has(folder)) return;
    try {
      await this.#isLocal();
      if (this.#device === undefined) return;
      const found = await fs.lstat(folder, { bigint: true });
      if (found.isDirectory() && found.dev === this.#device) this.#trusted.set(folder, true);
    } catch {
      // The folder is looked at with a thread again.
    }
  }

  async #findDevice(): Promise<void> {
    const { type } = await fs.statfs(this.#root);
    const { dev } = await fs.stat(this.#root, { bigint: true });
    if (LOCAL_TYPES.has(type)) this.#device = dev;
  }

  /**
   * The identities of files of a folder; undefined for a file that does not exist. Opens each folder once, as `inFolder`
   * does. Returns undefined when the files must be looked at in another way.
   */
  identities(folder: string, names: readonly string[]): (string | undefined)[] | undefined {
    const device = this.#device;
    if (device === undefined || !this.#trusted.has(folder)) return undefined;
    const opened = new OpenedNow(folder, device);
    try {
      return names.map((name) => {
        const stats = opened.look(name);
        return stats && identityOf(stats);
      });
    } catch {
      this.#trusted.delete(folder);
      return undefined;
    } finally {
      opened.close();
    }
  }
}

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** A folder and its subfolders, each opened when it is needed, without a thread. */
class OpenedNow {
  readonly #root: string;
  readonly #device: bigint;
  readonly #descriptors = new Map<string, number | undefined>();

  constructor(root: string, device: bigint) {
    this.#root = root;
    this.#device = device;
  }

  /** The state of a file; undefined when it does not exist. @throws Error when it is a link or on another device */
  look(name: string): BigIntStats | undefined {
    const path = this.#pathOf(name);
    const stats = path === undefined ? undefined : lstatSync(path, QUIET);
    if (stats !== undefined) this.#assertHere(stats);
    return stats;
  }

  close(): void {
    for (const descriptor of this.#descriptors.values()) {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  #pathOf(name: string): string | undefined {
    const slash = name.lastIndexOf("/");
    const folder = slash < 0 ? "" : name.slice(0, slash);
    if (!this.#descriptors.has(folder)) this.#descriptors.set(folder, this.#open(folder));
    const descriptor = this.#descriptors.get(folder);
    if (descriptor === undefined) return undefined;
    return `${OPEN_FOLDERS}/${descriptor}/${name.slice(slash + 1)}`;
  }

  #open(folder: string): number | undefined {
    if (folder !== "" && this.look(folder)?.isDirectory() !== true) return undefined;
    const path = folder === "" ? this.#root : this.#pathOf(folder);
    return path === undefined ? undefined : openSync(path, FOLDER);
  }

  #assertHere(stats: BigIntStats): void {
    if (stats.isSymbolicLink()) throw new Error("a link");
    if (stats.dev !== this.#device) throw new Error("another device");
  }
}
