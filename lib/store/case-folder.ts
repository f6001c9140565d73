import type { BigIntStats } from "node:fs";
import * as fs from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ArtifactSource, GetOptions, StoredObject } from "./contract.ts";
import { orUnavailable } from "./failures.ts";
import { assertKey } from "./keys.ts";
import { identityOf, isAbsence, readRegularFile } from "./read-file.ts";

/** Linux stamps files by the timer tick: 1 to 10 ms. */
const FINE_GRAIN_MS = 20;
/** FAT stamps to 2 s, some network file systems to 1 s. */
const COARSE_GRAIN_MS = 2_100;
const SETTLE_ATTEMPTS = 5;

/**
 * Somebody's folder of cases, read in place: an object is a plain file. Nothing is ever written here.
 * Symbolic links are followed: whoever owns the folder decides what is in it.
 */
export class CaseFolder implements ArtifactSource {
  readonly #root: string;
  readonly #only: string | undefined;

  /**
   * @param only the folder is itself that of a case, which is called so whatever the folder's name is;
   *   no other case is in it
   */
  constructor(root: string, only?: string) {
    this.#root = resolve(root);
    this.#only = only;
  }

  async get(key: string, { maxBytes }: GetOptions = {}): Promise<StoredObject | undefined> {
    const path = this.#pathOf(key);
    if (path === undefined) return undefined;
    return await orUnavailable("read", async () => {
      const content = await readSettled(path, maxBytes);
      if (content === undefined) return undefined;
      return {
        body: content.body,
        metadata: {},
        identity: content.identity,
        modifiedAt: Number(content.stats.mtimeMs),
        clock: async () => await Promise.resolve(Date.now()),
      };
    });
  }

  async identify(key: string): Promise<string | undefined> {
    const path = this.#pathOf(key);
    if (path === undefined) return undefined;
    const stats = await orUnavailable("read", async () => await statIfPresent(path));
    return stats?.isFile() === true ? identityOf(stats) : undefined;
  }

  async folders(): Promise<string[]> {
    if (this.#only !== undefined) return [this.#only];
    return await orUnavailable("listed", async () => {
      const names = await fs.readdir(this.#root);
      const stats = await Promise.all(
        names.map(async (name) => await statIfPresent(join(this.#root, name))),
      );
      return names.filter((_, index) => stats[index]?.isDirectory()).sort();
    });
  }

  /** Undefined for what is certainly not there. */
  #pathOf(key: string): string | undefined {
    assertKey(key);
    if (this.#only === undefined) return join(this.#root, key);
    const prefix = `${this.#only}/`;
    return key.startsWith(prefix) ? join(this.#root, key.slice(prefix.length)) : undefined;
  }
}

/**
 * Reads a file once its time of change is surely past, so that any later edit gets another one. Without
 * this an edit in the same tick, of the same length, would leave the identity as it was. A file that never
 * rests gets an identity that it will not have again.
 */
async function readSettled(path: string, maxBytes: number | undefined) {
  for (let attempt = 1; ; attempt++) {
    const readAt = Date.now();
    const content = await readRegularFile(path, maxBytes);
    if (content === undefined) return undefined;
    const identity = identityOf(content.stats);
    const restMs = restNeededMs(content.stats, readAt);
    if (restMs === 0) return { ...content, identity };
    if (attempt === SETTLE_ATTEMPTS) return { ...content, identity: `${identity}-unsettled` };
    await sleep(restMs);
  }
}

/** Milliseconds after which the file's time of change differs from any that an edit would get. */
function restNeededMs({ ctimeNs, ctimeMs }: BigIntStats, now: number): number {
  const grain = ctimeNs % 1_000_000n === 0n ? COARSE_GRAIN_MS : FINE_GRAIN_MS;
  const age = now - Number(ctimeMs);
  return Math.abs(age) >= grain ? 0 : grain - age;
}

async function statIfPresent(path: string) {
  try {
    return await fs.stat(path, { bigint: true });
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
