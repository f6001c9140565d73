import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { inject, vi } from "vitest";
import { expectNothingOfArtifacts, readJsonLog, type LogLine } from "../telemetry/log-lines.ts";
import { copyCases, posting } from "../http/test-service.ts";
import { fetchChecked } from "../openapi/checked.ts";
import { freePort } from "../servers/free-port.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";

/** A start takes 2 s, but on a machine that is busy with other tests five times as long. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Settings = Readonly<Record<string, string>>;

/** Far beyond what anything here takes, and before the hook gives up without a word of the service. */
const WAIT_MS = 100_000;

/** As `npm start` runs it. */
const START = ["functions/clarity.cjs", "start"];
const READY = "Ctrl-C stops it.";

/** The separate folders of a service's cases and its store. */
export interface Home {
  readonly root: string;
  readonly artifactRoot: string;
  readonly cacheDir: string;
}

export async function makeHome(cases: readonly string[] = ["case_sparse"]): Promise<Home> {
  const root = await makeFolder();
  const artifactRoot = join(root, "cases");
  await mkdir(artifactRoot);
  await copyCases(artifactRoot, cases);
  return { root, artifactRoot, cacheDir: join(root, "cache") };
}

/** Started processes that are not known to have ended. */
const running = new Set<ChildProcess>();

/** A process of the service with its output; it is its own process group, as in a terminal. */
export function startProcess(
  settings: Settings,
  { command = [process.execPath, ...START], cwd = inject("builtService") } = {},
) {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: { ...withoutSettings(process.env), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} could not be started`);
  running.add(child);
  child.on("exit", () => running.delete(child));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return { child, pid, exited: once(child, "close"), output: () => output };
}

/** Waits until a process of the service says that it is ready. */
export async function untilReady({
  child,
  output,
}: ReturnType<typeof startProcess>): Promise<void> {
  while (!output().includes(READY)) {
    if (child.exitCode !== null) throw new Error(output());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The environment of the tests, without variables that the service would read as settings. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(?:HOST|PORT|APP_ENV|LOG_LEVEL|CLARITY_.*|.*ALLOWED_ORIGINS?|NODE_OPTIONS)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.test(name)));
}

export class LocalService {
  readonly url: string;
  readonly home: Home;
  readonly #process: ReturnType<typeof startProcess>;

  private constructor(url: string, home: Home, started: ReturnType<typeof startProcess>) {
    this.url = url;
    this.home = home;
    this.#process = started;
  }

  /** Starts the service, on a free port if none is set, and waits until it says that it is ready. */
  static async start(home: Home, settings: Settings = {}): Promise<LocalService> {
    const port = Number(settings["PORT"] ?? (await freePort()));
    const started = startProcess({ ...settingsOf(home, port), ...settings });
    const service = new LocalService(`http://localhost:${port}`, home, started);
    await service.until(() => started.output().includes(READY));
    return service;
  }

  /** Waits for something to become true, for as long as the service runs. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + WAIT_MS;
    while (!(await condition())) {
      if (performance.now() > deadline)
        throw new Error(`timed out waiting for the output:\n${this.output}`);
      if (this.#process.child.exitCode !== null) {
        throw new Error(`the service has ended:\n${this.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  get pid(): number {
    return this.#process.pid;
  }

  get output(): string {
    return this.#process.output();
  }

  /** The service's own log lines. */
  logged(event?: string): LogLine[] {
    const lines = readJsonLog(this.output);
    return lines.filter((line) => event === undefined || line.event === event);
  }

  async get(path: string, init: RequestInit = {}): Promise<Response> {
    return await fetchChecked(`${this.url}${path}`, init);
  }

  async post(caseId: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return await this.get("/report/generate", posting({ case_id: caseId }, headers));
  }

  /** The files of all stored reports, damaged ones included, as `<key>/<slot>.pdf`. */
  async storedReports(): Promise<string[]> {
    const reports = join(this.home.cacheDir, "reports");
    const names = await readdir(reports, { recursive: true });
    return names.filter((name) => name.endsWith("body.pdf")).map((name) => name.slice(0, -9));
  }

  async stored(report: string): Promise<Buffer> {
    return await readFile(join(this.home.cacheDir, "reports", report, "body.pdf"));
  }

  /** Sends a signal to the process alone; resolves to its exit code and how long it took to end. */
  async stop(signal: NodeJS.Signals): Promise<{ code: number | null; ms: number }> {
    const { child, exited } = this.#process;
    const begin = performance.now();
    child.kill(signal);
    await exited;
    return { code: child.exitCode, ms: performance.now() - begin };
  }

  /** Stops the service, whatever state it is in, and removes its folders. */
  async discard(): Promise<void> {
    killGroup(this.#process.child);
    await removeFolder(this.home.root);
    expectNothingOfArtifacts(this.output);
    this.logged();
  }
}

export function settingsOf({ artifactRoot, cacheDir }: Home, port: number): Settings {
  return { PORT: String(port), ARTIFACT_ROOT: artifactRoot, CLARITY_CACHE_DIR: cacheDir };
}

/** Ends the processes that were started here and still run. */
export function killRunning(): void {
  for (const child of running) killGroup(child);
}

/** Ends a process that was started here, with the children that it has. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || !running.has(child)) return;
  process.kill(-child.pid, "SIGKILL");
}
