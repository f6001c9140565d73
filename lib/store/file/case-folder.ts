import type { BigIntStats } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pMap from "p-map";
import { boundedCalls, type BoundedCalls } from "./bounded-calls.ts";
import {
  ObjectTooLargeError,
  UnfitFileError,
  type ArtifactSource,
  type CaseFile,
  type FirstFolders,
  type GetOptions,
} from "../contract.ts";
import { errnoOf, asStoreError } from "../failures.ts";
import { assertPath } from "../keys.ts";
import { inFolder, type OpenedFolder } from "./opened-folder.ts";
import { FolderList } from "./folder-list.ts";
import { LocalDisk } from "./local-disk.ts";
import { identitiesIn } from "./many-identities.ts";
import { identityOf, openAndRead, statIfPresent, type RunCall } from "./read-file.ts";
import { restNeededMs } from "./settled.ts";

const SETTLE_ATTEMPTS = 5;
/** As many as the bounded calls run at once. */
const FOLDERS_AT_ONCE = 2;

interface CaseFolderOptions {
  /**
   * The root is itself the folder of a case, and this is the id of the case, whatever the folder's name is. The
   * folder contains no other case.
   */
  readonly only?: string;
  /** Runs the file operations; by default the bounded calls of this process. */
  readonly calls?: Pick<BoundedCalls, "within">;
}

/**
 * A folder of cases, read in place: each case is a folder, each artifact a plain file. This class never writes.
 * It follows symbolic links, because the folder's owner decides what is in it.
 */
export class CaseFolder implements ArtifactSource {
  readonly #root: string;
  readonly #only: string | undefined;
  readonly #calls: Pick<BoundedCalls, "within">;
  readonly #disk: LocalDisk;
  readonly #list: FolderList;

  constructor(root: string, { only, calls = boundedCalls }: CaseFolderOptions = {}) {
    this.#root = resolve(root);
    this.#only = only;
    this.#calls = calls;
    this.#disk = new LocalDisk(this.#root);
    this.#list = new FolderList(this.#root, calls);
  }

  async read(
    folder: string,
    names: readonly string[],
    { maxBytes = Number.POSITIVE_INFINITY }: GetOptions = {},
  ): Promise<(CaseFile | undefined)[]> {
    return await this.#each(folder, names, async (opened, name, run) => {
      const path = await opened.pathOf(name);
      return path === undefined ? undefined : await readSettled({ path, name, maxBytes, run });
    });
  }

  async identify(folder: string, names: readonly string[]): Promise<(string | undefined)[]> {
    for (const name of names) assertPath(`${folder}/${name}`);
    const folderPath = this.#pathOf(folder);
    if (folderPath === undefined) return names.map(() => undefined);
    const quick = this.#disk.identities(folderPath, names);
    if (quick !== undefined) return quick;
    const identities = await this.#each(folder, names, async (opened, name, run) => {
      const path = await opened.pathOf(name);
      return path === undefined ? undefined : await identityIfPresent(path, run);
    });
    void this.#disk.trust(folderPath);
    return identities;
  }

  async identifyEach(folders: readonly string[], names: readonly string[]) {
    const found = new Map<string, readonly (string | undefined)[]>();
    const identify = async (folder: string) => {
      for (const name of names) assertPath(`${folder}/${name}`);
      const path = this.#pathOf(folder);
      if (path === undefined) return;
      try {
        const look = async (run: RunCall) => await run(async () => await identitiesIn(path, names));
        found.set(folder, await this.#calls.within(path, look));
      } catch {
        // Absent from the result, as the contract says.
      }
    };
    await pMap(folders, identify, { concurrency: FOLDERS_AT_ONCE });
    return found;
  }

  async folders(): Promise<readonly string[]> {
    if (this.#only !== undefined) return [this.#only];
    return await asStoreError("listed", async () => await this.#list.all(), "cases");
  }

  async firstFolders(atMost: number): Promise<FirstFolders> {
    if (this.#only !== undefined) return { names: [this.#only], all: true };
    return await asStoreError("listed", async () => await this.#list.first(atMost), "cases");
  }

  /**
   * Visits files of a folder, one after the other. Opens the folder once, so that a link that is switched
   * meanwhile cannot mix two folders.
   */
  async #each<T>(
    folder: string,
    names: readonly string[],
    look: (opened: OpenedFolder, name: string, run: RunCall) => Promise<T | undefined>,
  ): Promise<(T | undefined)[]> {
    for (const name of names) assertPath(`${folder}/${name}`);
    const path = this.#pathOf(folder);
    if (path === undefined) return names.map(() => undefined);
    const lookAtEach = async (run: RunCall) =>
      await inFolder(path, run, async (opened) => {
        const found: (T | undefined)[] = [];
        for (const name of names) found.push(await look(opened, name, run));
        return found;
      });
    return await asStoreError(
      "read",
      async () => await this.#calls.within(path, lookAtEach),
      "case",
    );
  }

  /** The folder's path; undefined when the folder certainly does not exist. */
  #pathOf(folder: string): string | undefined {
    if (this.#only === undefined) return join(this.#root, folder);
    return folder === this.#only ? this.#root : undefined;
  }
}

interface Wanted {
  readonly path: string;
  /** The path within the case. */
  readonly name: string;
  readonly maxBytes: number;
  readonly run: RunCall;
}

/**
 * Reads a file when its time of change is certainly past, so that any later edit gets a different one. Otherwise
 * an edit in the same tick that keeps the length would not change the identity. A file that keeps changing gets
 * an identity that it will not have again.
 */
async function readSettled(wanted: Wanted): Promise<CaseFile | undefined> {
  for (let attempt = 1; ; attempt++) {
    const readAt = Date.now();
    const opened = await readFit(wanted);
    if (opened === undefined) return undefined;
    const { body, stats } = opened;
    const identity = identityOf(stats);
    const restMs = restNeededMs(stats, readAt);
    if (restMs === 0) return { body, identity };
    if (attempt === SETTLE_ATTEMPTS) return { body, identity: `${identity}-unsettled` };
    await sleep(restMs);
  }
}

/** @throws UnfitFileError */
async function readFit({ path, name, maxBytes, run }: Wanted) {
  try {
    const opened = await openAndRead(path, maxBytes, run);
    if (opened?.body !== undefined) return opened;
    // A socket cannot be opened, and the error looks like that of a missing file.
    const stats = opened?.stats ?? (await statIfPresent(path, run));
    if (stats === undefined || stats.isFile()) return undefined;
    throw new UnfitFileError(name, "a regular file", kindOf(stats));
  } catch (error) {
    const unreadable = unreadableKind(error);
    if (unreadable !== undefined) throw new UnfitFileError(name, "a regular file", unreadable);
    if (!(error instanceof ObjectTooLargeError)) throw error;
    throw new UnfitFileError(name, `at most ${maxBytes} bytes`, `${error.size} bytes or more`);
  }
}

/** What the case has in place of a readable file. Trying again does not help, unlike after a disk error. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ELOOP: "a link that leads back to itself",
  // Some files below /proc and /sys fail with this.
  EINVAL: "a file that the system does not let be read",
};

function unreadableKind(error: unknown): string | undefined {
  return UNREADABLE[errnoOf(error) ?? ""];
}

function kindOf(stats: BigIntStats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a named pipe";
  if (stats.isSocket()) return "a socket";
  return "a device";
}

/** A link that leads back to itself has no state to compare, so its identity is constant. */
async function identityIfPresent(path: string, run: RunCall): Promise<string | undefined> {
  try {
    const stats = await statIfPresent(path, run);
    return stats && identityOf(stats);
  } catch (error) {
    const unreadable = unreadableKind(error);
    if (unreadable === undefined) throw error;
    return unreadable;
  }
}
