import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { once } from "node:events";
import { Cache } from "../../lib/cache/cache.ts";
import { ClarityError } from "../../lib/errors.ts";
import { FileStore } from "../../lib/store/file-store.ts";
import { watchedFiles } from "../store/watched-files.ts";
import { die, dyingAt, type CrashPoint } from "./crash-points.ts";
import { LAYOUT } from "./report-layout.ts";

/** A process of its own that asks a cache for keys, as `workers.ts` tells it to. */
export interface WorkerSettings {
  readonly root: string;
  /** Gets a line with the key for every production that is started. */
  readonly log: string;
  readonly report: string;
  readonly leaseMs: number;
  readonly crash?: CrashPoint;
  /** Stop in the production until told to go on. */
  readonly pauses?: boolean;
}

export interface WorkerRequest {
  readonly key: string;
  /** How many requests at once. */
  readonly calls: number;
  /** When to start, milliseconds since the Unix epoch: the barrier. */
  readonly at: number;
  readonly waitMs: number;
}

const settings: WorkerSettings = JSON.parse(process.argv[2] ?? "");

async function produce(key: string): Promise<Uint8Array> {
  appendFileSync(settings.log, `${key}\n`);
  if (settings.crash === "in the production") await die();
  if (settings.crash === "before the release") throw new Error("out of ink");
  if (settings.pauses === true) {
    tell("producing");
    await once(process, "message");
  }
  await sleep(5);
  return new TextEncoder().encode(settings.report);
}

/** `produced` or `hit` and the digest of the bytes, or the error's code. */
async function answer(cache: Cache, { key, waitMs }: WorkerRequest): Promise<string> {
  try {
    const result = await cache.getOrCreate(key, async () => await produce(key), { waitMs });
    const digest = createHash("sha256").update(result.body).digest("hex");
    return `${result.hit ? "hit" : "produced"} ${digest}`;
  } catch (error) {
    return error instanceof ClarityError ? error.code : String(error);
  }
}

function tell(...lines: string[]): void {
  process.send?.(lines);
}

const store = await FileStore.open(settings.root, watchedFiles(dyingAt(settings.crash)));
const { leaseMs } = settings;
const cache = new Cache({ store, layout: LAYOUT, leaseMs, concurrency: 2 });
tell("ready");
process.on("message", (request: WorkerRequest | "go on") => {
  if (request === "go on") return;
  setTimeout(() => void serve(request), request.at - Date.now());
});

async function serve(request: WorkerRequest): Promise<void> {
  const calls = Array.from({ length: request.calls }, async () => await answer(cache, request));
  tell(...(await Promise.all(calls)));
}
