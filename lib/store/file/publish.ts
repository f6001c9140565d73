import type { Dirent } from "node:fs";
import { dirname, join } from "node:path";
import type { Metadata } from "../contract.ts";
import { ensureFolder, flushFolder, writeFlushed, type FileSystem } from "./durable-files.ts";
import { errnoOf, StoreUnavailableError } from "../failures.ts";
import { bodyName, METADATA } from "./object-files.ts";
import { isAbsence } from "./read-file.ts";

const ATTEMPTS = 10;

/** An object to publish. */
export interface NewObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly metadata: Metadata;
}

/** Writes an object into a new folder, and flushes it. */
export async function writeObject(
  files: FileSystem,
  folder: string,
  { key, body, metadata }: NewObject,
): Promise<void> {
  await files.mkdir(folder);
  await writeFlushed(files, join(folder, bodyName(key)), body);
  const text = `${JSON.stringify(metadata, undefined, 2)}\n`;
  await writeFlushed(files, join(folder, METADATA), new TextEncoder().encode(text));
  await flushFolder(files, folder);
}

/**
 * Moves a written object to its place, unless an object exists there.
 *
 * @throws the system's ENOENT when the written files were removed
 */
export async function publishObject(
  files: FileSystem,
  scratch: string,
  folder: string,
): Promise<"created" | "exists"> {
  for (let attempt = 1; ; attempt++) {
    try {
      await ensureFolder(files, dirname(folder));
      await files.rename(scratch, folder);
      break;
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === "ENOTEMPTY" || errno === "EEXIST") return "exists";
      // A clean-up removed the empty parent between the two calls, so make it again.
      const isWorthRepeating = errno === "ENOENT" && attempt < ATTEMPTS;
      if (!isWorthRepeating || (await folderStats(files, scratch)) === undefined) throw error;
    }
  }
  await flushFolder(files, dirname(folder));
  return "created";
}

/**
 * A program that cleans temporary folders may remove a file between its flush and the rename. The next reader
 * would find a damaged object, so this creation must not count as done.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function assertComplete(files: FileSystem, folder: string, key: string) {
  const names = (await entriesOf(files, folder)).map(({ name }) => name);
  // The whole object is gone: a clean-up removed it after it was published.
  if (names.length === 0 || [bodyName(key), METADATA].every((name) => names.includes(name))) return;
  throw new StoreUnavailableError({
    reason: "files_removed",
    facts: { operation: "written" },
    lasting: false,
  });
}

export async function folderStats(files: FileSystem, folder: string) {
  try {
    const stats = await files.stat(folder);
    return stats.isDirectory() ? stats : undefined;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** The entries of a folder; empty when it is missing. */
export async function entriesOf(files: FileSystem, folder: string): Promise<Dirent[]> {
  try {
    return await files.readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}
