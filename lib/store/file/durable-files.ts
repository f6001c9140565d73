import type * as fs from "node:fs/promises";
import { dirname } from "node:path";
import { errnoOf } from "../failures.ts";

/** The part of `node:fs/promises` that publishing uses. Tests replace it to kill a process at each step. */
export type FileSystem = Pick<
  typeof fs,
  "mkdir" | "open" | "opendir" | "rename" | "rm" | "rmdir" | "readdir" | "stat"
>;

/** Writes a new file and flushes it, so that a power cut after the rename cannot leave it empty. */
export async function writeFlushed(
  files: FileSystem,
  path: string,
  content: Uint8Array,
): Promise<void> {
  const file = await files.open(path, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a folder, so that entries that were made, renamed or removed in it survive a power cut. */
export async function flushFolder(files: FileSystem, path: string): Promise<void> {
  const folder = await files.open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes a folder and its missing parents, and flushes the parent of each folder that it made. */
export async function ensureFolder(files: FileSystem, path: string): Promise<void> {
  try {
    await makeFolder(files, path);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    await ensureFolder(files, dirname(path));
    // Retry only once: in /proc, for example, the parent exists but nothing can be made in it.
    await makeFolder(files, path);
  }
}

async function makeFolder(files: FileSystem, path: string): Promise<void> {
  try {
    await files.mkdir(path);
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return;
    throw error;
  }
  await flushFolder(files, dirname(path));
}
