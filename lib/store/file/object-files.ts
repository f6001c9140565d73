import type { Dirent } from "node:fs";
import { basename, extname } from "node:path";

/** The file with an object's metadata, beside its body. */
export const METADATA = "metadata.json";

/** The file with the body of this key's object. It has the key's extension, so that a report opens. */
export function bodyName(key: string): string {
  return `body${extname(basename(key))}`;
}

/** Files that are being written are below the root too, but are not objects. */
export function isScratch(key: string): boolean {
  return key.split("/")[0] === "tmp";
}

/**
 * Whether the folder of this key is an object. It is one if it contains the body or the metadata; if it contains
 * only other files, it is a damaged object. Any other folder is a part of keys. Stray files there (`.DS_Store`,
 * notes) must not hide the objects below.
 */
export function isObject(key: string, entries: readonly Dirent[]): boolean {
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  if (files.includes(bodyName(key)) || files.includes(METADATA)) return true;
  return files.length > 0 && files.length === entries.length;
}
