import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { makeFolder, readText, removeFolder } from "../store/temp-folder.ts";
import { REPORT } from "./cache-fixture.ts";
import { places } from "./places.ts";
import type { WorkerRequest, WorkerSettings } from "./worker.ts";

/** Bundles the places' worker into `folder`, once for all: starting it then takes a tenth of the time. */
export async function bundleWorker(folder: string): Promise<string> {
  const outfile = join(folder, "worker.mjs");
  await build({
    entryPoints: [places().worker],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    // The AWS SDK asks for Node's own modules in the old way.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return outfile;
}

/** A worker process, seen from the test. */
export class Worker {
  readonly process: ChildProcess;
  /** The signal that ended it. */
  readonly ended: Promise<unknown>;

  private constructor(script: string, settings: WorkerSettings, through: readonly string[]) {
    const [execPath = process.execPath, ...execArgv] = through;
    this.process = fork(script, [JSON.stringify(settings)], { execPath, execArgv });
    this.ended = once(this.process, "exit").then(([, signal]: unknown[]) => signal);
  }

  /** @param through program and arguments that start Node, such as `unshare --pid node` */
  static async start(
    script: string,
    settings: WorkerSettings,
    through: readonly string[] = [],
  ): Promise<Worker> {
    const worker = new Worker(script, settings, through);
    await worker.nextReport();
    return worker;
  }

  /** Its next report: the answers to its requests, `ready` or `producing`. Rejects when the process ends. */
  async nextReport(): Promise<string[]> {
    const message: unknown = await Promise.race([
      once(this.process, "message").then(([first]: unknown[]) => first),
      this.ended.then((signal) => {
        throw new Error(`the worker ended by ${String(signal)}`);
      }),
    ]);
    if (!Array.isArray(message)) throw new Error("expected a list of answers");
    return message.map(String);
  }

  /** Sends requests that all start simultaneously, and waits for their answers. */
  async ask(key: string, request: Partial<WorkerRequest> = {}): Promise<string[]> {
    const answers = this.nextReport();
    this.process.send({ key, calls: 1, at: 0, waitMs: 0, ...request });
    return await answers;
  }

  async end(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended;
  }
}

/** Processes that share a store, and what they did. */
export class Workers {
  readonly #all: readonly Worker[];
  /** The place of their store. */
  readonly root: string;
  readonly #folder: string;

  private constructor(folder: string, root: string, all: readonly Worker[]) {
    this.#folder = folder;
    this.root = root;
    this.#all = all;
  }

  /** Starts that many, in a separate place. */
  static async start(count: number): Promise<Workers> {
    const [folder, root] = [await makeFolder(), await places().make()];
    const log = join(folder, "started");
    await writeFile(log, "");
    const script = await bundleWorker(folder);
    const settings = { root, log, report: new TextDecoder().decode(REPORT), leaseMs: 600_000 };
    const all = Array.from({ length: count }, async () => await Worker.start(script, settings));
    return new Workers(folder, root, await Promise.all(all));
  }

  /** What each of them answers, in their order. */
  async ask(key: string, request: Partial<WorkerRequest>): Promise<string[][]> {
    return await Promise.all(this.#all.map(async (worker) => await worker.ask(key, request)));
  }

  /** How often any of them began to produce the key. */
  async productionsOf(key: string): Promise<number> {
    const lines = (await readText(join(this.#folder, "started"))).split("\n");
    return lines.filter((line) => line === key).length;
  }

  /** Ends them all, and removes what they kept. */
  async discard(): Promise<void> {
    await Promise.all(this.#all.map(async (worker) => await worker.end()));
    await removeFolder(this.#folder);
    await places().discard(this.root);
  }
}
