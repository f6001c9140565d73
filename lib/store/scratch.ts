import { randomBytes } from "node:crypto";
import { join, sep } from "node:path";
import type { FileSystem } from "./durable-files.ts";
import { errnoOf } from "./failures.ts";
import { isDead, ownProcess, type ProcessIdentity } from "./process-identity.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A new name for something under `tmp/`. It tells who made it, so that the next start can clear away what
 * a dead process left, and is random beyond that: in containers every process is pid 1.
 */
export function scratchName(): string {
  const { boot = "", pidNamespace = "", pid, startTime = "" } = ownProcess();
  return [boot, pidNamespace, pid, startTime, randomBytes(8).toString("hex")].join(".");
}

/** What `scratchName` makes; anything else in the folder is somebody else's and none of our business. */
const SCRATCH_NAME = /^[A-Za-z0-9-]*\.\d*\.\d+\.\d*\.[0-9a-f]{16}$/;

/** A path as its owner knows it: of what is being written, the folder that it is to go to. */
export function outsideScratch(path: string): string {
  const segments = path.split(sep);
  const scratch = segments.findIndex((name) => SCRATCH_NAME.test(name));
  return scratch < 2 ? path : segments.slice(0, scratch - 1).join(sep);
}

function makerOf(name: string): ProcessIdentity {
  const [boot, pidNamespace, pid, startTime] = name.split(".").map((part) => part || undefined);
  return { boot, pidNamespace, pid: Number(pid), startTime };
}

/** Removes what dead processes left in `folder`, and what any process left over a day ago. */
export async function sweepScratch(files: FileSystem, folder: string): Promise<void> {
  const names = (await files.readdir(folder)).filter((name) => SCRATCH_NAME.test(name));
  const abandoned = await Promise.all(
    names.map(async (name) => isDead(makerOf(name)) || (await isOverADayOld(files, folder, name))),
  );
  const litter = names.filter((_, index) => abandoned[index]);
  await Promise.all(
    litter.map(
      async (name) => await files.rm(join(folder, name), { recursive: true, force: true }),
    ),
  );
}

async function isOverADayOld(files: FileSystem, folder: string, name: string): Promise<boolean> {
  try {
    const { mtimeMs } = await files.stat(join(folder, name));
    return Date.now() - mtimeMs > DAY_MS;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
