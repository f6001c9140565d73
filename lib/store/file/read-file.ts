import { constants } from "node:fs";
import * as fs from "node:fs/promises";
import type { BigIntStats } from "node:fs";
import { ObjectTooLargeError } from "../contract.ts";
import { errnoOf } from "../failures.ts";

export interface FileContent {
  readonly body: Uint8Array;
  readonly stats: BigIntStats;
}

/** What a path was found to lead to: a file with its bytes, or something else (`body` is undefined). */
export type Opened = FileContent | { readonly body?: undefined; readonly stats: BigIntStats };

/** Runs one file operation, perhaps later: how a caller bounds the operations that are under way at once. */
export type RunCall = <T>(call: () => Promise<T>) => Promise<T>;

const runNow: RunCall = async (call) => await call();

/** Added when a file turns out to be longer than its size says. */
const CHUNK_BYTES = 64 * 1024;
/** Read at once: little enough that a slow mount answers in time. */
const MAX_READ_BYTES = 1024 * 1024;

/**
 * A regular file's bytes with the state they were read in, or undefined when there is none.
 *
 * @throws ObjectTooLargeError
 */
export async function readRegularFile(
  path: string,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<FileContent | undefined> {
  const opened = await openAndRead(path, maxBytes);
  return opened?.body === undefined ? undefined : opened;
}

/**
 * As `readRegularFile`, and distinguishes what is there but is not a regular file. `O_NONBLOCK`, because
 * opening a named pipe would wait for its writer for ever.
 *
 * @throws ObjectTooLargeError
 */
export async function openAndRead(
  path: string,
  maxBytes: number,
  run: RunCall = runNow,
): Promise<Opened | undefined> {
  const file = await openIfPresent(path, run);
  if (file === undefined) return undefined;
  try {
    const stats = await run(async () => await file.stat({ bigint: true }));
    if (!stats.isFile()) return { stats };
    if (stats.size > maxBytes) throw new ObjectTooLargeError(Number(stats.size), maxBytes);
    return { body: await readAtMost(file, Number(stats.size), maxBytes, run), stats };
  } finally {
    // Not through `run`, which may refuse by now: the descriptor must not leak.
    await file.close();
  }
}

/**
 * All bytes of a file, however many its size promises: a file under /proc says 0 and has gigabytes.
 *
 * @throws ObjectTooLargeError once more than `maxBytes` came
 */
async function readAtMost(
  file: fs.FileHandle,
  size: number,
  maxBytes: number,
  run: RunCall,
): Promise<Uint8Array> {
  // One byte more than the size, so that the end of the file is seen without a larger buffer.
  let buffer = new Uint8Array(size === 0 ? Math.min(CHUNK_BYTES, maxBytes + 1) : size + 1);
  let length = 0;
  for (;;) {
    const wanted = Math.min(buffer.length - length, MAX_READ_BYTES);
    const { bytesRead } = await run(async () => await file.read(buffer, length, wanted, null));
    length += bytesRead;
    if (bytesRead === 0) return buffer.subarray(0, length);
    if (length > maxBytes) throw new ObjectTooLargeError(length, maxBytes);
    if (length === buffer.length) buffer = grown(buffer, maxBytes);
  }
}

function grown(buffer: Uint8Array, maxBytes: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(buffer.length * 2 + CHUNK_BYTES, maxBytes + 1));
  larger.set(buffer);
  return larger;
}

async function openIfPresent(path: string, run: RunCall): Promise<fs.FileHandle | undefined> {
  try {
    const flags = constants.O_RDONLY | constants.O_NONBLOCK;
    return await run(async () => await fs.open(path, flags));
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
