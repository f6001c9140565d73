import type { Dirent } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Metadata } from "../contract.ts";
import { ensureFolder, flushFolder, writeFlushed, type FileSystem } from "./durable-files.ts";
import { errnoOf, StoreUnavailableError } from "../failures.ts";
import { isAbsence } from "./read-file.ts";

export const METADATA = "metadata.json";
const ATTEMPTS = 10;

/** An object that is to be published. */
export interface NewObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly metadata: Metadata;
}

export function bodyName(key: string): string {
  return `body${extname(basename(key))}`;
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
 * Moves a written object to its place, unless there is one already.
 *
 * @throws the system's ENOENT when what was written is gone
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
      // A clean-up removed the empty parent between the two calls: make it again.
      const isWorthRepeating = errno === "ENOENT" && attempt < ATTEMPTS;
      if (!isWorthRepeating || (await folderStats(files, scratch)) === undefined) throw error;
    }
  }
  await flushFolder(files, dirname(folder));
  return "created";
}

/**
 * Something that cleans temporary folders may remove a file between its flush and the rename. The next reader
 * then finds a damaged object, and so this creation must not count as done.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function assertComplete(files: FileSystem, folder: string, key: string) {
  const names = (await entriesOf(files, folder)).map(({ name }) => name);
  // Gone as a whole: it was published, and then a clean-up removed it.
  if (names.length === 0 || [bodyName(key), METADATA].every((name) => names.includes(name))) return;
  throw new StoreUnavailableError({
    what: "written",
    why: "another program removed files while they were being written",
    lasting: false,
    cause: undefined,
    advice: "Keep programs that clean up temporary files away from the cache folder.",
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

/** What a folder holds; nothing when it is missing. */
export async function entriesOf(files: FileSystem, folder: string): Promise<Dirent[]> {
  try {
    return await files.readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}
