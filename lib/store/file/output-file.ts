import { randomBytes } from "node:crypto";
import { rmSync, type Stats } from "node:fs";
import * as fs from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ClarityError, type FileReason } from "../../errors.ts";
import { errnoOf } from "../failures.ts";
import { isAbsence } from "./read-file.ts";

/** The path that the user gave for an output file, checked before there is any content to write. */
export interface OutputFile {
  readonly path: string;
  /** Writes the content. @throws ClarityError `invalid_request` */
  readonly write: (content: Uint8Array) => Promise<void>;
}

/**
 * Checks the path, and creates a test file in its folder, so that a mistake is reported before any work is
 * done.
 *
 * @param path absolute
 * @throws ClarityError `invalid_request` when it is a folder or a dangling link, or when its folder does not exist
 *   or cannot be written to
 */
export async function outputFile(path: string): Promise<OutputFile> {
  return await orUnwritable(path, async () => {
    await assertPlace(path);
    return {
      path,
      write: async (content) => await orUnwritable(path, async () => await put(path, content)),
    };
  });
}

/**
 * Makes a folder for output files unless it exists, and creates a test file in it.
 *
 * @param path absolute
 * @throws ClarityError `invalid_request` when it cannot be made or written to
 */
export async function outputFolder(path: string): Promise<void> {
  await orUnwritable(path, async () => {
    await fs.mkdir(path, { recursive: true });
    await assertPlace(join(path, "report.pdf"));
  });
}

async function assertPlace(path: string): Promise<void> {
  const stats = await statIfPresent(path);
  if (stats?.isDirectory() === true) throw unwritable(path, "output_is_folder");
  if (stats !== undefined && !stats.isFile()) return await fs.access(path, fs.constants.W_OK);
  if (stats === undefined) {
    const parent = await statIfPresent(dirname(path));
    if (parent?.isDirectory() !== true) throw unwritable(path, "output_folder_missing");
  }
  // Permissions are not enough: the file system may be read-only, or may not accept files.
  await besides(await targetOf(path, stats), async (scratch) => {
    await fs.writeFile(scratch, "", { flag: "wx" });
  });
}

/** Writes a regular file atomically. A device is written in place, because a file must not replace it. */
async function put(path: string, content: Uint8Array): Promise<void> {
  const stats = await statIfPresent(path);
  if (stats !== undefined && !stats.isFile()) return await fs.writeFile(path, content);
  const target = await targetOf(path, stats);
  const mode = stats === undefined ? 0o666 : stats.mode & 0o777;
  await besides(target, async (scratch) => {
    await fs.writeFile(scratch, content, { flag: "wx", mode, flush: true });
    await fs.rename(scratch, target);
  });
}

/** Resolves a link, so that its target is replaced and the link stays. */
async function targetOf(path: string, stats: Stats | undefined): Promise<string> {
  if (stats !== undefined) return await fs.realpath(path);
  // Another process may have written the file in the meantime: then it is there, and not a link.
  const isLink = await fs.lstat(path).then(
    (entry) => entry.isSymbolicLink(),
    () => false,
  );
  if (isLink) throw unwritable(path, "output_link_broken");
  return path;
}

/** Does something with a temporary name next to the file, and removes it afterwards. */
async function besides(path: string, task: (scratch: string) => Promise<void>): Promise<void> {
  const name = `.${basename(path)}.${randomBytes(6).toString("hex")}.part`;
  const scratch = join(dirname(path), name);
  // Also remove it when a signal ends the process.
  const discard = (): void => rmSync(scratch, { force: true });
  process.once("exit", discard);
  try {
    await task(scratch);
  } finally {
    discard();
    process.off("exit", discard);
  }
}

async function statIfPresent(path: string): Promise<Stats | undefined> {
  try {
    return await fs.stat(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/**
 * Runs a write to a path that the user gave. Reports a system error as an invalid path.
 *
 * @throws ClarityError `invalid_request`
 */
export async function orUnwritable<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined || error instanceof ClarityError) throw error;
    throw new ClarityError("invalid_request", undefined, {
      reason: "output_refused",
      facts: { path, errorCode: errno },
      cause: error,
    });
  }
}

function unwritable(path: string, reason: FileReason): ClarityError {
  return new ClarityError("invalid_request", undefined, { reason, facts: { path } });
}
