import { constants, existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { isAbsence, type RunCall } from "./read-file.ts";

/** Linux lists each open folder here. A path below it stays in that folder, even if the folder's own path changes. */
export const OPEN_FOLDERS = "/proc/self/fd";
export const HAS_OPEN_FOLDERS = existsSync(OPEN_FOLDERS);

/** A folder that was opened once. Each subfolder is opened once too, when it is needed. */
export interface OpenedFolder {
  /** Where a file of the folder can be opened; undefined when its subfolder does not exist. */
  readonly pathOf: (name: string) => Promise<string | undefined>;
}

/** Does some work in an opened folder, and closes it. A folder that does not exist has no files. */
export async function inFolder<T>(
  path: string,
  run: RunCall,
  work: (opened: OpenedFolder) => Promise<T>,
): Promise<T> {
  const handles = new Map<string, fs.FileHandle | undefined>();
  const opened = async (folder: string): Promise<string | undefined> => {
    if (!handles.has(folder)) {
      const parent = folder === "" ? path : await inside(folder);
      handles.set(folder, parent === undefined ? undefined : await openFolder(parent, run));
    }
    const handle = handles.get(folder);
    return handle && (await pathThrough(handle, join(path, folder), run));
  };
  const inside = async (name: string): Promise<string | undefined> => {
    const slash = name.lastIndexOf("/");
    const folder = await opened(slash < 0 ? "" : name.slice(0, slash));
    return folder && join(folder, name.slice(slash + 1));
  };
  try {
    return await work({ pathOf: inside });
  } finally {
    for (const handle of handles.values()) await handle?.close();
  }
}

async function pathThrough(handle: fs.FileHandle, path: string, run: RunCall): Promise<string> {
  if (HAS_OPEN_FOLDERS) return join(OPEN_FOLDERS, String(handle.fd));
  // Other systems follow a link each time, so only the identities show that it was switched.
  return await run(async () => await fs.realpath(path));
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
