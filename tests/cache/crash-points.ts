import { appendFile } from "node:fs/promises";
import type { Watcher } from "../store/watched-files.ts";

/** Where a worker can be made to die, in the order in which it comes there. */
export const CRASH_POINTS = [
  "before the claim",
  "after the claim",
  "in the production",
  "in the temporary folder",
  "before the rename",
  "after the rename",
  "before the release",
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Dies as in a power cut: nothing after this line runs, no handler, no `finally`. */
export async function die(): Promise<never> {
  process.kill(process.pid, "SIGKILL");
  return await new Promise<never>(() => undefined);
}

interface Place {
  readonly name: "link" | "rename" | "writeFile";
  /** How the name ends that is written, or linked or renamed to. */
  readonly ending: string;
  readonly isDone: boolean;
}

/** The points in a file store's work. The others are the production's own. */
const PLACES: Partial<Record<CrashPoint, Place>> = {
  "before the claim": { name: "link", ending: "/0/0", isDone: false },
  "after the claim": { name: "link", ending: "/0/0", isDone: true },
  "in the temporary folder": { name: "writeFile", ending: "/body.pdf", isDone: false },
  "before the rename": { name: "rename", ending: "/0.pdf", isDone: false },
  "after the rename": { name: "rename", ending: "/0.pdf", isDone: true },
  "before the release": { name: "link", ending: ".released", isDone: false },
};

/** Dies at that point of a file store's work. */
export function dyingAt(point: CrashPoint | undefined): Watcher {
  const place = point && PLACES[point];
  return async ({ name, path, to }, run) => {
    const target = name === "writeFile" ? path : to;
    if (place === undefined || place.name !== name || !target.endsWith(place.ending)) {
      return await run();
    }
    if (name === "writeFile") await appendFile(path, "%PD");
    if (place.isDone) await run();
    return await die();
  };
}
