import type { BigIntStats, Dirent } from "node:fs";
import { constants, existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withinDeadline } from "./bounded-calls.ts";
import {
  ObjectTooLargeError,
  UnfitFileError,
  type ArtifactSource,
  type CaseFile,
  type GetOptions,
} from "./contract.ts";
import { orUnavailable } from "./failures.ts";
import { assertPath } from "./keys.ts";
import { identityOf, isAbsence, openAndRead, type RunCall } from "./read-file.ts";

/** Linux stamps files by the timer tick: 1 to 10 ms. */
const FINE_GRAIN_MS = 20;
/** FAT stamps to 2 s, some network file systems to 1 s. */
const COARSE_GRAIN_MS = 2_100;
const SETTLE_ATTEMPTS = 5;

/** Linux shows each open folder here; what is opened below it is in that folder, wherever its path leads now. */
const OPEN_FOLDERS = "/proc/self/fd";
const HAS_OPEN_FOLDERS = existsSync(OPEN_FOLDERS);

/**
 * A folder of cases, read in place: each case is a folder, each artifact a plain file. Nothing is ever
 * written here. Symbolic links are followed: the folder's owner decides what is in it.
 */
export class CaseFolder implements ArtifactSource {
  readonly #root: string;
  readonly #only: string | undefined;

  /**
   * @param only the root is itself the folder of a case, and the case has this id whatever the folder's
   *   name is; there is no other case in it
   */
  constructor(root: string, only?: string) {
    this.#root = resolve(root);
    this.#only = only;
  }

  async read(
    folder: string,
    names: readonly string[],
    { maxBytes = Number.POSITIVE_INFINITY }: GetOptions = {},
  ): Promise<(CaseFile | undefined)[]> {
    const path = this.#pathOf(folder, names);
    if (path === undefined) return names.map(() => undefined);
    return await reading(async (run) => {
      const files = await inFolder(path, run, async (opened) => {
        const read = async (name: string) => await readSettled(opened, name, maxBytes, run);
        return await Promise.all(names.map(read));
      });
      return files ?? names.map(() => undefined);
    });
  }

  async identify(folder: string, names: readonly string[]): Promise<(string | undefined)[]> {
    const path = this.#pathOf(folder, names);
    if (path === undefined) return names.map(() => undefined);
    const identify = async (name: string, run: RunCall) => {
      const stats = await statIfPresent(join(path, name), run);
      return stats === undefined ? undefined : identityOf(stats);
    };
    return await reading(
      async (run) => await Promise.all(names.map(async (name) => await identify(name, run))),
    );
  }

  async folders(): Promise<string[]> {
    if (this.#only !== undefined) return [this.#only];
    return await orUnavailable("listed", async () => {
      return await withinDeadline(async (run) => {
        const entries = await run(
          async () => await fs.readdir(this.#root, { withFileTypes: true }),
        );
        const mayBeFolder = async (entry: Dirent) => await isFolder(this.#root, entry, run);
        const folders = await Promise.all(entries.map(mayBeFolder));
        return entries
          .filter((_, index) => folders[index])
          .map(({ name }) => name)
          .sort();
      });
    });
  }

  /** The folder's path; undefined for one that is certainly not there. */
  #pathOf(folder: string, names: readonly string[]): string | undefined {
    for (const name of names) assertPath(`${folder}/${name}`);
    if (this.#only === undefined) return join(this.#root, folder);
    return folder === this.#only ? this.#root : undefined;
  }
}

async function reading<T>(work: (run: RunCall) => Promise<T>): Promise<T> {
  return await orUnavailable("read", async () => await withinDeadline(work));
}

/**
 * Does some work in a folder that was opened once, so that a link that is switched meanwhile cannot mix two
 * folders. Undefined when there is no such folder.
 */
async function inFolder<T>(
  path: string,
  run: RunCall,
  work: (opened: string) => Promise<T>,
): Promise<T | undefined> {
  const handle = await openFolder(path, run);
  if (handle === undefined) return undefined;
  try {
    if (HAS_OPEN_FOLDERS) return await work(join(OPEN_FOLDERS, String(handle.fd)));
    // Elsewhere a link is resolved once; only a folder that is itself replaced can still be mixed.
    return await work(await run(async () => await fs.realpath(path)));
  } finally {
    await handle.close();
  }
}

async function openFolder(path: string, run: RunCall): Promise<fs.FileHandle | undefined> {
  try {
    const flags = constants.O_RDONLY | constants.O_DIRECTORY;
    return await run(async () => await fs.open(path, flags));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/**
 * Reads a file once its time of change is surely past, so that any later edit gets another one. Without
 * this an edit in the same tick, of the same length, would leave the identity as it was. A file that never
 * rests gets an identity that it will not have again.
 */
async function readSettled(
  folder: string,
  name: string,
  maxBytes: number,
  run: RunCall,
): Promise<CaseFile | undefined> {
  for (let attempt = 1; ; attempt++) {
    const readAt = Date.now();
    const opened = await readFit(folder, name, maxBytes, run);
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
async function readFit(folder: string, name: string, maxBytes: number, run: RunCall) {
  try {
    const opened = await openAndRead(join(folder, name), maxBytes, run);
    if (opened === undefined || opened.body !== undefined) return opened;
    throw new UnfitFileError(name, "a regular file", kindOf(opened.stats));
  } catch (error) {
    if (!(error instanceof ObjectTooLargeError)) throw error;
    throw new UnfitFileError(name, `at most ${maxBytes} bytes`, `${error.size} bytes or more`);
  }
}

function kindOf(stats: BigIntStats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a named pipe";
  if (stats.isSocket()) return "a socket";
  return "a device";
}

/** Milliseconds after which the file's time of change differs from any that an edit would get. */
function restNeededMs({ ctimeNs, ctimeMs }: BigIntStats, now: number): number {
  const grain = ctimeNs % 1_000_000n === 0n ? COARSE_GRAIN_MS : FINE_GRAIN_MS;
  const age = now - Number(ctimeMs);
  return Math.abs(age) >= grain ? 0 : grain - age;
}

/**
 * Whether an entry is a folder. A link that cannot be followed counts as one: what is behind it is a case
 * that cannot be read, and no reason to hide all others.
 */
async function isFolder(root: string, entry: Dirent, run: RunCall): Promise<boolean> {
  if (entry.isDirectory()) return true;
  if (entry.isFile()) return false;
  try {
    return (await statIfPresent(join(root, entry.name), run))?.isDirectory() ?? false;
  } catch {
    return true;
  }
}

async function statIfPresent(path: string, run: RunCall): Promise<BigIntStats | undefined> {
  try {
    return await run(async () => await fs.stat(path, { bigint: true }));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
