import { inject, onTestFinished } from "vitest";
import { generateEvent } from "../http/events.ts";
import type { StoredCases } from "../packaged/stored-cases.ts";
import { S3Proxy } from "../servers/s3-proxy.ts";
import { FunctionProcess, type Answer } from "./function-process.ts";

/** The built report function in a separate process, with a proxy between it and its bucket. */
export class ObservedService {
  readonly proxy: S3Proxy;
  readonly #process: FunctionProcess;

  private constructor(proxy: S3Proxy, settings: Readonly<Record<string, string>>) {
    this.proxy = proxy;
    this.#process = new FunctionProcess(settings);
  }

  /** Both are gone when the test is over. */
  static async start(cases: StoredCases): Promise<ObservedService> {
    const proxy = await S3Proxy.start(inject("s3").endpoint);
    onTestFinished(async () => await proxy.stop());
    return new ObservedService(proxy, cases.settings(proxy.endpoint));
  }

  async ask(event: unknown, remainingMs?: number): Promise<Answer> {
    return await this.#process.ask(event, remainingMs);
  }

  async generate(caseId: string, remainingMs?: number): Promise<Answer> {
    return await this.ask(generateEvent(caseId), remainingMs);
  }

  /** Every request on the wire, such as `PUT claims/KEY/0/0 200`. */
  wire(): string[] {
    return this.proxy.requests.map(({ method, path, query, status }) => {
      const prefix = query.get("prefix");
      const what = prefix === null ? path : `?prefix=${prefix}`;
      return `${method} ${what} ${status ?? "-"}`.replaceAll(/[0-9a-f]{64}/g, "KEY");
    });
  }

  /** Everything that the process printed so far. */
  output(): string {
    return this.#process.output();
  }

  /** How often it rendered. */
  renderings(): number {
    return this.#process.output().split('"message":"render"').length - 1;
  }
}
