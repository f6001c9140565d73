import type { Dirent } from "node:fs";
import type { FileSystem } from "./durable-files.ts";
import { isAbsence } from "./read-file.ts";

/** How many entries of a folder are held at once. */
const ENTRIES_AT_ONCE = 20_000;
/** How many entries one call of the system returns. */
const BUFFERED_ENTRIES = 512;

/** Some of a folder's entries, sorted by name. */
export interface FolderPage {
  readonly entries: readonly Dirent[];
  /** Whether no later entry exists. */
  readonly isLast: boolean;
}

/**
 * A folder's entries in ascending order of their names, in pages: a folder may have more of them than fit into
 * memory, and the system returns them in any order. So each page takes a pass over the whole folder. A missing
 * folder has one empty page.
 */
export async function* folderPages(
  files: FileSystem,
  folder: string,
  atOnce = ENTRIES_AT_ONCE,
): AsyncGenerator<FolderPage> {
  let after = "";
  for (;;) {
    const page = await pageAfter(files, folder, after, atOnce);
    yield page;
    if (page.isLast) return;
    after = page.entries.at(-1)?.name ?? after;
  }
}

/** The first entries whose names come after `after`. */
async function pageAfter(
  files: FileSystem,
  folder: string,
  after: string,
  atOnce: number,
): Promise<FolderPage> {
  let entries: Dirent[] = [];
  let isLast = true;
  const trim = () => {
    entries.sort(byName);
    if (entries.length <= atOnce) return;
    entries = entries.slice(0, atOnce);
    isLast = false;
  };
  for await (const entry of entriesIn(files, folder)) {
    if (entry.name <= after) continue;
    entries.push(entry);
    if (entries.length === 2 * atOnce) trim();
  }
  trim();
  return { entries, isLast };
}

async function* entriesIn(files: FileSystem, folder: string): AsyncGenerator<Dirent> {
  try {
    yield* await files.opendir(folder, { bufferSize: BUFFERED_ENTRIES });
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
}

function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1;
}
