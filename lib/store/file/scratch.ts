import { randomBytes } from "node:crypto";
import { join, sep } from "node:path";
import type { FileSystem } from "./durable-files.ts";
import { errnoOf } from "../failures.ts";
import { isDead, ownProcess, type ProcessIdentity } from "../process-identity.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A new name for something under `tmp/`. It states which process made it, so that the next start can clear
 * away what a dead process left, and is random beyond that: in containers every process is pid 1.
 */
export function scratchName(): string {
  const { boot = "", pidNamespace = "", pid, startTime = "", timeNamespace = "" } = ownProcess();
  const random = randomBytes(8).toString("hex");
  return [boot, pidNamespace, pid, startTime, timeNamespace, random].join(".");
}

/**
 * What `scratchName` makes, and made before it stated the time namespace. Any other name in the folder is not
 * ours to remove.
 */
const SCRATCH_NAME = /^[A-Za-z0-9-]*\.\d*\.\d+\.\d*(?:\.\d*)?\.[0-9a-f]{16}$/;

/** A path as its owner knows it: of what is being written, the folder that it is to go to. */
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
 * The store's clock, in milliseconds since the Unix epoch: the file system's, which for a network file system
 * is the server's.
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

/** Removes what dead processes left in `folder`, and what any process left over a day ago. */
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
  // Not this machine's clock: one that is a day ahead would take the work of live processes for old.
  const now = await storeClock(files, folder);
  const ages = await Promise.all(names.map(async (name) => await ageOf(files, folder, name, now)));
  return names.filter((_, index) => (ages[index] ?? 0) > DAY_MS);
}

/** In milliseconds; 0 when it is gone. */
async function ageOf(files: FileSystem, folder: string, name: string, now: number) {
  try {
    return now - (await files.stat(join(folder, name))).mtimeMs;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return 0;
    throw error;
  }
}

/**
 * Out of its owner's way by one rename first. Should the owner be alive after all, it cannot publish a folder
 * that is half removed: its own rename finds nothing, and it writes the object again.
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
