import { randomBytes } from "node:crypto";
import { join, sep } from "node:path";
import type { FileSystem } from "./durable-files.ts";
import { errnoOf } from "../failures.ts";
import { isDead, ownProcess, type ProcessIdentity } from "../process-identity.ts";
import { required } from "../../required.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A new name under `tmp/`. It contains the identity of this process, so that the next start can remove the files
 * of dead processes, and a random part, because in containers every process has pid 1.
 */
export function scratchName(): string {
  const { boot = "", pidNamespace = "", pid, startTime = "", timeNamespace = "" } = ownProcess();
  const random = randomBytes(8).toString("hex");
  return [boot, pidNamespace, pid, startTime, timeNamespace, random].join(".");
}

/**
 * Matches the names that `scratchName` makes now, and those from before names had the time namespace. Files with
 * other names belong to other programs and stay.
 */
const SCRATCH_NAME = /^[A-Za-z0-9-]*\.\d*\.\d+\.\d*(?:\.\d*)?\.[0-9a-f]{16}$/;

/** The path without its scratch part: for a file that is being written, the folder that contains `tmp/`. */
export function outsideScratch(path: string): string {
  const segments = path.split(sep);
  const scratch = segments.findIndex((name) => SCRATCH_NAME.test(name));
  return scratch < 2 ? path : segments.slice(0, scratch - 1).join(sep);
}

function makerOf(name: string): ProcessIdentity {
  const parts = name.split(".").slice(0, -1);
  const [boot, pidNamespace, pid, startTime, timeNamespace] = parts.map(
    (part) => part || undefined,
  );
  return { boot, pidNamespace, pid: Number(pid), startTime, timeNamespace };
}

/**
 * The store's clock, in milliseconds since the Unix epoch. It is the clock of the file system; for a network file
 * system, that of the server.
 *
 * @param folder where a file may be made and removed again
 */
export async function storeClock(files: FileSystem, folder: string): Promise<number> {
  const path = join(folder, scratchName());
  const probe = await files.open(path, "wx");
  try {
    return (await probe.stat()).mtimeMs;
  } finally {
    await probe.close();
    await files.rm(path, { force: true });
  }
}

/** Removes the files that dead processes left in `folder`, and all files that are older than a day. */
export async function sweepScratch(files: FileSystem, folder: string): Promise<void> {
  const names = (await files.readdir(folder)).filter((name) => SCRATCH_NAME.test(name));
  const orphaned = names.filter((name) => isDead(makerOf(name)));
  const others = names.filter((name) => !orphaned.includes(name));
  const litter = [...orphaned, ...(await olderThanADay(files, folder, others))];
  await Promise.all(litter.map(async (name) => await discard(files, folder, name)));
}

async function olderThanADay(
  files: FileSystem,
  folder: string,
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  // With this machine's clock, a clock that is a day ahead would make the files of live processes look old.
  const now = await storeClock(files, folder);
  const ages = await Promise.all(names.map(async (name) => await ageOf(files, folder, name, now)));
  return names.filter((_, index) => required(ages[index], "every name has an age") > DAY_MS);
}

/** The age in milliseconds; 0 when the file no longer exists. */
async function ageOf(files: FileSystem, folder: string, name: string, now: number) {
  try {
    return now - (await files.stat(join(folder, name))).mtimeMs;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return 0;
    throw error;
  }
}

/**
 * Moves the folder away with one rename first. If its owner is alive after all, it cannot publish a folder that is
 * half removed: its own rename fails, and it writes the object again.
 */
async function discard(files: FileSystem, folder: string, name: string): Promise<void> {
  const ours = join(folder, scratchName());
  try {
    await files.rename(join(folder, name), ours);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return;
    throw error;
  }
  await files.rm(ours, { recursive: true, force: true });
}
