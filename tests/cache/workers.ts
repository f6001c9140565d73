import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { build } from "esbuild";
import type { WorkerRequest, WorkerSettings } from "./worker.ts";

/** Bundles the worker into `folder`, once for all: starting it then takes a tenth of the time. */
export async function bundleWorker(folder: string): Promise<string> {
  const outfile = join(folder, "worker.mjs");
  const entryPoints = [join(import.meta.dirname, "worker.ts")];
  await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm" });
  return outfile;
}

/** A worker process, seen from the test. */
export class Worker {
  readonly process: ChildProcess;
  /** The signal that ended it. */
  readonly ended: Promise<unknown>;

  private constructor(script: string, settings: WorkerSettings) {
    this.process = fork(script, [JSON.stringify(settings)], { execArgv: [] });
    this.ended = once(this.process, "exit").then(([, signal]: unknown[]) => signal);
  }

  static async start(script: string, settings: WorkerSettings): Promise<Worker> {
    const worker = new Worker(script, settings);
    await worker.told();
    return worker;
  }

  /** What it tells next: the answers to its requests, `ready` or `producing`; rejects when it ends. */
  async told(): Promise<string[]> {
    const message: unknown = await Promise.race([
      once(this.process, "message").then(([first]: unknown[]) => first),
      this.ended.then((signal) => {
        throw new Error(`the worker ended by ${String(signal)}`);
      }),
    ]);
    if (!Array.isArray(message)) throw new Error("expected a list of answers");
    return message.map(String);
  }

  /** Sends requests that all start at once, and waits for their answers. */
  async ask(key: string, request: Partial<WorkerRequest> = {}): Promise<string[]> {
    const answers = this.told();
    this.process.send({ key, calls: 1, at: 0, waitMs: 0, ...request });
    return await answers;
  }

  async end(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended;
  }
}
