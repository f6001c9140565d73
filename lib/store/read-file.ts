import { constants } from "node:fs";
import * as fs from "node:fs/promises";
import type { BigIntStats } from "node:fs";
import { ObjectTooLargeError } from "./contract.ts";
import { errnoOf } from "./failures.ts";

export interface FileContent {
  readonly body: Uint8Array;
  readonly stats: BigIntStats;
}

/**
 * A regular file's bytes with the state they were read in, or undefined when there is none. `O_NONBLOCK`,
 * because opening a named pipe would wait for its writer for good.
 */
export async function readRegularFile(
  path: string,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<FileContent | undefined> {
  const file = await openIfPresent(path);
  if (file === undefined) return undefined;
  try {
    const stats = await file.stat({ bigint: true });
    if (!stats.isFile()) return undefined;
    if (stats.size > maxBytes) throw new ObjectTooLargeError(Number(stats.size), maxBytes);
    return { body: await file.readFile(), stats };
  } finally {
    await file.close();
  }
}

async function openIfPresent(path: string): Promise<fs.FileHandle | undefined> {
  try {
    return await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** True when an error says that there is nothing of that name. */
export function isAbsence(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ENXIO"].includes(errnoOf(error) ?? "");
}

/** Changes whenever the file's content may have: inode, size, and both times of change. */
export function identityOf(stats: BigIntStats): string {
  return [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join("-");
}
