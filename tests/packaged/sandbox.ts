import { join } from "node:path";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as v from "valibot";
import { inject, onTestFinished } from "vitest";
import { responseOf } from "../http/events.ts";
import { readLogLine, type LogLine } from "../telemetry/log-lines.ts";
import { askedBy } from "../openapi/checked.ts";
import { conforming } from "../openapi/conformance.ts";
import type { Outcome } from "../servers/lambda-runtime.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { deployed } from "./deployed.ts";
import { unpack, zipOf, type FunctionName } from "./package.ts";
import { startRuntime, type StartedRuntime } from "./runtime-process.ts";

const ResultSchema = v.strictObject({
  statusCode: v.number(),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
  isBase64Encoded: v.boolean(),
});

export type Settings = Readonly<Record<string, string>>;

export interface SandboxOptions {
  readonly settings: Settings;
  /** Changes the unpacked package before it is started. */
  readonly change?: (folder: string) => Promise<void>;
}

/** A sandbox that is gone when the test is over. */
export async function temporarySandbox(
  name: FunctionName,
  options: SandboxOptions,
): Promise<Sandbox> {
  const sandbox = await Sandbox.start(name, options);
  onTestFinished(async () => await sandbox.discard());
  return sandbox;
}

/** A function's package, unpacked into an empty folder and run there as Lambda does it. */
export class Sandbox {
  /** The unpacked package. */
  readonly folder: string;
  readonly #started: StartedRuntime;
  readonly #timeoutMs: number;

  private constructor(folder: string, started: StartedRuntime, timeoutMs: number) {
    this.folder = folder;
    this.#started = started;
    this.#timeoutMs = timeoutMs;
  }

  static async start(name: FunctionName, options: SandboxOptions): Promise<Sandbox> {
    const packaged = inject("packagedService");
    const folder = join(await makeFolder(), "task");
    await unpack(zipOf(packaged, name), folder);
    await options.change?.(folder);
    const { timeoutMs, settings, ...rest } = await deployed(packaged, name);
    const all = { ...settings, ...options.settings };
    const started = await startRuntime({ ...rest, ...options, folder, settings: all });
    return new Sandbox(folder, started, timeoutMs);
  }

  async initialised(): Promise<Outcome> {
    return await this.#started.runtime.initialised;
  }

  /** Resolves when all is done that was asked for, and it stands still until the next event. */
  async frozen(): Promise<void> {
    await this.#started.runtime.frozen();
  }

  /** Resolves when its process is gone, however it went, and all that it printed is read. */
  async ended(): Promise<void> {
    await this.#started.runtime.process.exited;
  }

  /** How the invocation ends, whatever comes of it. */
  async invoke(event: unknown, timeoutMs = this.#timeoutMs): Promise<Outcome> {
    return await this.#started.runtime.invoke(event, timeoutMs);
  }

  /** The answer, which must be as the description of the API says. */
  async ask(event: unknown, timeoutMs?: number): Promise<Response> {
    const outcome = await this.invoke(event, timeoutMs);
    if (outcome.type !== "answer") {
      throw new Error(`expected an answer, found ${JSON.stringify(outcome)}\n${this.output()}`);
    }
    const result: APIGatewayProxyStructuredResultV2 = v.parse(ResultSchema, outcome.body);
    return await conforming(askedBy(event), responseOf(result));
  }

  output(): string {
    return this.#started.output();
  }

  log(): LogLine[] {
    const lines = this.output().split("\n");
    return lines.filter((line) => line.startsWith('{"level":')).map(readLogLine);
  }

  /** `kill -9` */
  async kill(): Promise<void> {
    this.#started.runtime.process.signal("SIGKILL");
    await this.ended();
  }

  async discard(): Promise<void> {
    await this.#started.runtime.stop();
    await removeFolder(join(this.folder, ".."));
  }
}
