import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as v from "valibot";
import { inject, onTestFinished } from "vitest";
import { responseOf } from "../http/events.ts";
import { askedBy } from "../openapi/checked.ts";
import { conforming } from "../openapi/conformance.ts";

/** Long enough for everything, and more than the gateway would give. */
const INVOCATION_MS = 29_000;

/** Loads the bundle as Lambda does, and answers event after event, also several in parallel. */
const RUNNER = `
  const { handler } = require("./handler.cjs");
  process.on("message", async ({ id, event, remainingMs }) => {
    const end = performance.now() + remainingMs;
    const getRemainingTimeInMillis = () => Math.max(0, Math.floor(end - performance.now()));
    const result = await handler(event, { awsRequestId: "invocation-" + id, getRemainingTimeInMillis });
    process.send({ id, result, leftMs: end - performance.now() });
  });
`;

const AnswerSchema = v.object({
  id: v.number(),
  result: v.object({
    statusCode: v.number(),
    headers: v.record(v.string(), v.string()),
    body: v.string(),
    isBase64Encoded: v.boolean(),
  }),
  leftMs: v.number(),
});

export interface Answer {
  readonly response: Response;
  /** The remaining time of the invocation at the answer, in milliseconds; negative for a late answer. */
  readonly leftMs: number;
}

/** The built report function in a separate process, which ends with the test. */
export class FunctionProcess {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: v.InferOutput<typeof AnswerSchema>) => void>();
  #output = "";
  #calls = 0;
  readonly #gone: Promise<never>;

  constructor(settings: Readonly<Record<string, string>>) {
    this.#process = spawn(process.execPath, ["-e", RUNNER], {
      cwd: join(inject("builtService"), "dist", "report"),
      env: { CLARITY_STORE: "s3", AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001", ...settings },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on("data", (text) => (this.#output += String(text)));
    }
    this.#process.on("message", (message) => {
      const answer = v.parse(AnswerSchema, message);
      this.#waiting.get(answer.id)?.(answer);
    });
    this.#gone = once(this.#process, "exit").then(() => {
      throw new Error(`the function ended\n${this.#output}`);
    });
    // The callers that wait for an answer get this error.
    this.#gone.catch(() => undefined);
    onTestFinished(() => void this.#process.kill("SIGKILL"));
  }

  /** The answer, which must be as the description of the API says. */
  async ask(event: unknown, remainingMs = INVOCATION_MS): Promise<Answer> {
    const id = this.#calls++;
    const answered = new Promise<v.InferOutput<typeof AnswerSchema>>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    this.#process.send({ id, event, remainingMs });
    const { result, leftMs } = await Promise.race([answered, this.#gone]);
    const structured: APIGatewayProxyStructuredResultV2 = result;
    return { response: await conforming(askedBy(event), responseOf(structured)), leftMs };
  }

  output(): string {
    return this.#output;
  }
}
