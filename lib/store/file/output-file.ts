import { randomBytes } from "node:crypto";
import { rmSync, type Stats } from "node:fs";
import * as fs from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ClarityError } from "../../errors.ts";
import { errnoOf, reasonOf } from "../failures.ts";
import { isAbsence } from "./read-file.ts";

/** A place that somebody named for a file, looked at before there is anything to put there. */
export interface OutputFile {
  readonly path: string;
  /** Puts the content there. @throws ClarityError `invalid_request` */
  readonly write: (content: Uint8Array) => Promise<void>;
}

/**
 * Looks at the place, and tries whether its folder takes a file, so that a mistake is told before any work
 * is done for it.
 *
 * @param path absolute
 * @throws ClarityError `invalid_request` when it is a folder, lies in none or in one that takes no file, or
 *   is a link that leads nowhere
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

async function assertPlace(path: string): Promise<void> {
  const stats = await statIfPresent(path);
  if (stats?.isDirectory() === true) throw unwritable(path, "it is a folder");
  if (stats !== undefined && !stats.isFile()) return await fs.access(path, fs.constants.W_OK);
  if (stats === undefined) {
    const parent = await statIfPresent(dirname(path));
    if (parent?.isDirectory() !== true) throw unwritable(path, "its folder does not exist");
  }
  // Rights alone do not tell: the file system may be read-only, or take no files.
  await besides(await targetOf(path, stats), async (scratch) => {
    await fs.writeFile(scratch, "", { flag: "wx" });
  });
}

/** Whole or not at all, but for what is no regular file: a device must not be replaced by one. */
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

/** A link stays one: the file that it leads to is replaced. */
async function targetOf(path: string, stats: Stats | undefined): Promise<string> {
  if (stats !== undefined) return await fs.realpath(path);
  const isLink = await fs.lstat(path).then(
    () => true,
    () => false,
  );
  if (isLink) throw unwritable(path, "it is a link that leads nowhere");
  return path;
}

/** Does something with a name beside the file, of which nothing is left. */
async function besides(path: string, task: (scratch: string) => Promise<void>): Promise<void> {
  const name = `.${basename(path)}.${randomBytes(6).toString("hex")}.part`;
  const scratch = join(dirname(path), name);
  // Also when the process is told to end in between.
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
 * Runs what writes to a place that somebody named; when the system refuses it, that was the wrong place.
 *
 * @throws ClarityError `invalid_request`
 */
export async function orUnwritable<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined || error instanceof ClarityError) throw error;
    throw unwritable(path, reasonOf(errno), error);
  }
}

function unwritable(path: string, why: string, cause?: unknown): ClarityError {
  return new ClarityError("invalid_request", `${path} cannot be written: ${why}.`, { cause });
}
