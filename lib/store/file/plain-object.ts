import type { BigIntStats } from "node:fs";
import { dirname } from "node:path";
import { ClarityError } from "../../errors.ts";
import { errnoOf } from "../failures.ts";
import { ensureFolder, flushFolder, type FileSystem } from "./durable-files.ts";
import { identityOf, isAbsence } from "./read-file.ts";

const ATTEMPTS = 10;
/** How file systems without hard links refuse one, among them FAT, some FUSE mounts and some network shares. */
const WITHOUT_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"]);

/** What an object that is one plain file has in common with others. */
export function plainFacts(stats: BigIntStats) {
  return { identity: identityOf(stats), modifiedAt: changedAt(stats) };
}

/** The time of the last change, in milliseconds since the Unix epoch. */
export function changedAt({ mtimeNs }: BigIntStats): number {
  return Number(mtimeNs) / 1e6;
}

/**
 * Gives a flushed file its place, unless something exists there: `link` never replaces anything. A folder there is
 * an object of an older version, or of a file system without links.
 *
 * @returns `unlinkable` when the file system has no hard links
 * @throws the system's ENOENT when the written file was removed
 */
export async function publishFile(
  files: FileSystem,
  scratch: string,
  path: string,
): Promise<"created" | "exists" | "unlinkable"> {
  for (let attempt = 1; ; attempt++) {
    try {
      await ensureFolder(files, dirname(path));
      await files.link(scratch, path);
      break;
    } catch (error) {
      const errno = errnoOf(error) ?? "";
      if (WITHOUT_LINKS.has(errno)) return "unlinkable";
      if (errno === "EEXIST") {
        // The first request of a network file system was done, its answer was lost, and the second one was refused.
        if (await areSameFile(files, scratch, path)) break;
        if (attempt < ATTEMPTS && (await removeEmptyFolder(files, path))) continue;
        return "exists";
      }
      // A clean-up removed the empty parent between the two calls, so make it again.
      const isWorthRepeating = errno === "ENOENT" && attempt < ATTEMPTS;
      if (!isWorthRepeating || (await statsOf(files, scratch)) === undefined) throw error;
    }
  }
  await flushFolder(files, dirname(path));
  return "created";
}

/**
 * Tries to link a file to the place where it was published.
 *
 * @returns true when the file system refuses; false when that cannot be seen, because a clean-up removed the file
 * @throws ClarityError `store_untrusted` when the file system does it
 */
export async function isLinkRefused(files: FileSystem, scratch: string, path: string) {
  try {
    await files.link(scratch, path);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "EEXIST" || errno === "ENOENT") return errno === "EEXIST";
    throw error;
  }
  throw new ClarityError("store_untrusted", undefined, { retryAfterSeconds: 60 });
}

/** Undefined when there is nothing. */
export async function statsOf(files: FileSystem, path: string): Promise<BigIntStats | undefined> {
  try {
    return await files.stat(path, { bigint: true });
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

async function areSameFile(files: FileSystem, one: string, other: string): Promise<boolean> {
  const [first, second] = [await statsOf(files, one), await statsOf(files, other)];
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}

/** A folder that lost its files is no object. @returns whether the place may be free now */
async function removeEmptyFolder(files: FileSystem, path: string): Promise<boolean> {
  try {
    await files.rmdir(path);
    return true;
  } catch (error) {
    const errno = errnoOf(error) ?? "";
    if (errno === "ENOENT") return true;
    if (["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(errno)) return false;
    throw error;
  }
}
