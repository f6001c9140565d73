/**
 * Lambda's side of a function's process: the Runtime API, where the process asks for events and hands in its
 * answers, and Lambda's other behaviour: it kills the process when an invocation's time is over, and freezes
 * it between one invocation and the next.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listenHere } from "./listen-here.ts";

/** A function's process, as far as Lambda takes hold of it. */
export interface RuntimeProcess {
  readonly exited: Promise<void>;
  readonly signal: (name: "SIGKILL" | "SIGSTOP" | "SIGCONT") => void;
}

/** How an initialisation (never with an answer) or an invocation (never ready) ended. */
export type Outcome =
  | { readonly type: "answer" | "error"; readonly body: unknown }
  | { readonly type: "ready" | "exit" | "timeout" };

const API = "/2018-06-01/runtime";
const FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:packaged";
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB, and room for an envelope. */
const MAX_ANSWER_BYTES = 6 * 1024 * 1024 + 100;

export class LambdaRuntime {
  /** How the initialisation ended. */
  readonly initialised: Promise<Outcome>;
  readonly process: RuntimeProcess;
  readonly #server;
  #end: (outcome: Outcome) => void = () => undefined;
  /** The process's request for an event, unanswered while there is no event. */
  #next: ServerResponse | undefined;
  #id = "";
  #isGone = false;

  /** @param start starts the process, which has to use the Runtime API at that address */
  static async start(start: (address: string) => RuntimeProcess): Promise<LambdaRuntime> {
    const server = createServer();
    const port = await listenHere(server);
    return new LambdaRuntime(server, () => start(`127.0.0.1:${port}`));
  }

  private constructor(server: ReturnType<typeof createServer>, start: () => RuntimeProcess) {
    this.#server = server.on("request", (request, response) => void this.#serve(request, response));
    this.initialised = this.#ending();
    this.process = start();
    void this.process.exited.then(() => this.#exit());
  }

  /**
   * Invokes the function once it has asked for an event.
   *
   * @param timeoutMs after which the process is killed
   */
  async invoke(event: unknown, timeoutMs: number): Promise<Outcome> {
    const next = await this.frozen();
    this.#next = undefined;
    const ended = this.#ending();
    const deadline = Date.now() + timeoutMs;
    this.#id = randomUUID();
    this.process.signal("SIGCONT");
    next.writeHead(200, {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": this.#id,
      "lambda-runtime-deadline-ms": deadline,
      "lambda-runtime-invoked-function-arn": FUNCTION,
    });
    next.end(JSON.stringify(event));
    const timer = setTimeout(() => this.#timeOut(), timeoutMs);
    return await ended.finally(() => clearTimeout(timer));
  }

  /** Its request for an event, once it has done everything else and stands still. */
  async frozen(): Promise<ServerResponse> {
    while (this.#next === undefined && !this.#isGone) await once(this.#server, "change");
    if (this.#next === undefined || this.#isGone) throw new Error("the process has ended");
    return this.#next;
  }

  /** Ends the process and the API. */
  async stop(): Promise<void> {
    this.process.signal("SIGKILL");
    await this.process.exited;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #ending(): Promise<Outcome> {
    return await new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  #exit(): void {
    this.#isGone = true;
    this.#end({ type: "exit" });
    this.#server.emit("change");
  }

  #timeOut(): void {
    this.process.signal("SIGKILL");
    this.#end({ type: "timeout" });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.startsWith(API) ? request.url.slice(API.length) : "";
    if (path === "/invocation/next") return this.#freeze(response);
    const body = await text(request);
    const isTooLarge = Buffer.byteLength(body) > MAX_ANSWER_BYTES;
    if (path === "/init/error" || path === `/invocation/${this.#id}/error` || isTooLarge) {
      this.#end({ type: "error", body: isTooLarge ? "too large an answer" : JSON.parse(body) });
    } else if (path === `/invocation/${this.#id}/response`) {
      this.#end({ type: "answer", body: JSON.parse(body) });
    }
    response.writeHead(isTooLarge ? 413 : 202, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: "OK" }));
  }

  /** Nothing is left to do until the next event: from here on the process stands still. */
  #freeze(response: ServerResponse): void {
    this.#next = response;
    this.process.signal("SIGSTOP");
    this.#end({ type: "ready" });
    this.#server.emit("change");
  }
}
