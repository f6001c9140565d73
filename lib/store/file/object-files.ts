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
 * Whether an object with this key is one plain file if it has no metadata: a key like that of a claim, with four
 * segments or more of which the last begins with a digit (docs/decisions/0032). So neither the files of an object in
 * a folder nor stray files (`.DS_Store`, notes) look like objects.
 */
export function isPlain(key: string): boolean {
  const segments = key.split("/");
  return segments.length >= 4 && /^\d/.test(segments.at(-1) ?? "");
}

/**
 * Whether the folder of this key is an object. It is one if it contains the body or the metadata; if it contains
 * only other files, it is a damaged object, unless these may be objects. Any other folder is a part of keys. Stray
 * files there (`.DS_Store`, notes) must not hide the objects below.
 */
export function isObject(key: string, entries: readonly Dirent[]): boolean {
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  if (files.includes(bodyName(key)) || files.includes(METADATA)) return true;
  const others = files.filter((name) => !isPlain(`${key}/${name}`));
  return others.length > 0 && others.length === entries.length;
}
