import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { once } from "node:events";
import { Cache } from "../../lib/cache/index.ts";
import { ClarityError } from "../../lib/errors.ts";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { die, type CrashPoint } from "./crash-points.ts";
import { LAYOUT } from "./report-layout.ts";

/** A separate process that asks a cache for keys, as `workers.ts` directs it. */
export interface WorkerSettings {
  readonly root: string;
  /** Gets a line with the key for every production that is started. */
  readonly log: string;
  readonly report: string;
  readonly leaseMs: number;
  readonly crash?: CrashPoint;
  /** Whether to stop in the production until directed to continue. */
  readonly pauses?: boolean;
}

export interface WorkerRequest {
  readonly key: string;
  /** How many requests run in parallel. */
  readonly calls: number;
  /** When to start, milliseconds since the Unix epoch: the barrier. */
  readonly at: number;
  readonly waitMs: number;
}

/** What this process was started with. */
export function toldSettings(): WorkerSettings {
  const settings: WorkerSettings = JSON.parse(process.argv[2] ?? "");
  return settings;
}

/** Answers requests on that store until the process is ended. */
export function work(settings: WorkerSettings, store: ObjectStore): void {
  const { leaseMs } = settings;
  const cache = new Cache({ store, layout: LAYOUT, leaseMs, concurrency: 2 });
  process.on("message", (request: WorkerRequest | "go on") => {
    if (request === "go on") return;
    setTimeout(() => void serve(settings, cache, request), request.at - Date.now());
  });
  report("ready");
}

async function serve(settings: WorkerSettings, cache: Cache, request: WorkerRequest) {
  const calls = Array.from(
    { length: request.calls },
    async () => await answer(settings, cache, request),
  );
  report(...(await Promise.all(calls)));
}

async function produce(settings: WorkerSettings, key: string): Promise<Uint8Array> {
  appendFileSync(settings.log, `${key}\n`);
  if (settings.crash === "in the production") await die();
  if (settings.crash === "before the release") throw new Error("out of ink");
  if (settings.pauses === true) {
    report("producing");
    await once(process, "message");
  }
  await sleep(5);
  return new TextEncoder().encode(settings.report);
}

/** `produced` or `hit` and the digest of the bytes, or the error's code. */
async function answer(
  settings: WorkerSettings,
  cache: Cache,
  { key, waitMs }: WorkerRequest,
): Promise<string> {
  const make = async () => await produce(settings, key);
  try {
    const result = await cache.getOrCreate(key, make, { waitMs });
    const digest = createHash("sha256").update(result.body).digest("hex");
    return `${result.hit ? "hit" : "produced"} ${digest}`;
  } catch (error) {
    return error instanceof ClarityError ? error.code : String(error);
  }
}

function report(...lines: string[]): void {
  process.send?.(lines);
}
