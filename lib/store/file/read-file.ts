import { constants } from "node:fs";
import * as fs from "node:fs/promises";
import type { BigIntStats } from "node:fs";
import { ObjectTooLargeError } from "../contract.ts";
import { errnoOf } from "../failures.ts";
import { readSmallFile } from "./read-small-file.ts";

export interface FileContent {
  readonly body: Uint8Array;
  readonly stats: BigIntStats;
}

/** What a path leads to: a file with its bytes, or something else (then `body` is undefined). */
export type Opened = FileContent | { readonly body?: undefined; readonly stats: BigIntStats };

/** Runs one file operation, perhaps later, so that the caller can limit how many run at once. */
export type RunCall = <T>(call: () => Promise<T>) => Promise<T>;

const runNow: RunCall = async (call) => await call();

/** The buffer grows by this when a file is longer than its size says. */
const CHUNK_BYTES = 64 * 1024;
/** A file of this size is read in one operation. */
const SMALL_BYTES = 64 * 1024;
/** Bytes of one read: few enough that even a slow mount returns in time. */
const MAX_READ_BYTES = 1024 * 1024;

/**
 * Returns a regular file's bytes and its state at that time, or undefined when there is no such file.
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
 * As `readRegularFile`, but distinguishes a missing file from one that is not regular. Opens it with `O_NONBLOCK`,
 * because opening a named pipe would otherwise wait forever for its writer.
 *
 * @throws ObjectTooLargeError
 */
export async function openAndRead(
  path: string,
  maxBytes: number,
  run: RunCall = runNow,
): Promise<Opened | undefined> {
  const small = await smallIfPresent(path, Math.min(maxBytes, SMALL_BYTES), run);
  if (small !== "large") return small;
  const file = await openIfPresent(path, run);
  if (file === undefined) return undefined;
  try {
    const stats = await run(async () => await file.stat({ bigint: true }));
    if (!stats.isFile()) return { stats };
    if (stats.size > maxBytes) throw new ObjectTooLargeError(Number(stats.size), maxBytes);
    return { body: await readAtMost(file, Number(stats.size), maxBytes, run), stats };
  } finally {
    // Do not use `run`, which may refuse by now: the descriptor must not leak.
    await file.close();
  }
}

async function smallIfPresent(path: string, maxBytes: number, run: RunCall) {
  try {
    return await run(async () => await readSmallFile(path, maxBytes));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/**
 * Reads all bytes of a file without relying on its size: a file under /proc may state 0 and have gigabytes.
 *
 * @throws ObjectTooLargeError after more than `maxBytes`
 */
async function readAtMost(
  file: fs.FileHandle,
  size: number,
  maxBytes: number,
  run: RunCall,
): Promise<Uint8Array> {
  // One byte more than the size, so that the read sees the end of the file without a larger buffer.
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

/** The state of what a path leads to; undefined when nothing is there. */
export async function statIfPresent(
  path: string,
  run: RunCall = runNow,
): Promise<BigIntStats | undefined> {
  try {
    return await run(async () => await fs.stat(path, { bigint: true }));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Whether an error says that the file does not exist. */
export function isAbsence(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ENXIO"].includes(errnoOf(error) ?? "");
}

/** Changes whenever the content may have changed: inode, size, and both times of change. */
export function identityOf(stats: BigIntStats): string {
  return [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join("-");
}
