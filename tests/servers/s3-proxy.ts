import { once } from "node:events";
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";
import { listenHere } from "./listen-here.ts";

/** A request as it was on the wire, sent again or not. */
export interface WireRequest {
  readonly method: string;
  /** Decoded, without the bucket: `reports/…`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** How many came before it. */
  readonly nth: number;
}

/** What happens to a request on its way; nothing, if it is undefined. */
export type Fault =
  /** It arrives, and is never answered. */
  | { readonly type: "hangs" }
  /** It is held up on its way. */
  | { readonly type: "late"; readonly ms: number }
  /** It does not reach the store, and the connection is closed. */
  | { readonly type: "lost" }
  /** The store does the work, and the connection is closed without an answer. */
  | { readonly type: "answer lost" }
  /** It does not reach the store: 503. */
  | { readonly type: "refused" }
  /** It does not reach the store: 403, as for a role without the permission. */
  | { readonly type: "forbidden" }
  /** The store does the work, and the answer is 503. */
  | { readonly type: "done, and refused" }
  /** The connection is closed, or reset, in the middle of the answer's body. */
  | { readonly type: "cut short" | "reset" }
  /** The answer's body comes a few bytes at a time. */
  | { readonly type: "trickles"; readonly everyMs: number };

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

const UNAVAILABLE =
  '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>';

/**
 * A proxy between the service and a real S3 server. It records the requests on the wire, and injects the faults
 * that a test needs.
 */
export class S3Proxy {
  /** All requests since the last `forget`, each with the status that the server gave it. */
  readonly requests: (WireRequest & { status?: number })[] = [];
  faultOf: (request: WireRequest) => Fault | undefined = () => undefined;
  readonly #target: URL;
  readonly #server: Server;
  readonly #endpoint: string;

  private constructor(target: URL, server: Server, endpoint: string) {
    this.#target = target;
    this.#server = server;
    this.#endpoint = endpoint;
  }

  static async start(target: string): Promise<S3Proxy> {
    const server = createServer();
    const endpoint = `http://127.0.0.1:${await listenHere(server)}`;
    const proxy = new S3Proxy(new URL(target), server, endpoint);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      // An aborted call of the service ends in an error here, which is expected.
      proxy.#pass(request, response).catch(() => response.destroy());
    });
    return proxy;
  }

  get endpoint(): string {
    return this.#endpoint;
  }

  forget(): void {
    this.requests.length = 0;
  }

  /** From then on nothing listens there. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const record: WireRequest & { status?: number } = wireRequest(request, this.requests.length);
    this.requests.push(record);
    const fault = this.faultOf(record);
    if (fault?.type === "late") await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault?.type === "hangs") return;
    if (fault?.type === "lost") return void response.destroy();
    if (fault?.type === "refused") return refuse(response);
    if (fault?.type === "forbidden") return forbid(response);
    const answer = await this.#ask(request, body);
    record.status = answer.status;
    await give(response, answer, fault);
  }

  /** The headers go on as they are, since they are signed. */
  async #ask(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const { method, url: path, headers } = request;
    const { expect: _, ...others } = headers;
    const { hostname, port } = this.#target;
    const asking = forward({ hostname, port, method, path, headers: others });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      asking.on("response", resolve).on("error", reject);
    });
    asking.end(body);
    const answer = await answered;
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await buffer(answer) };
  }
}

function wireRequest({ method = "", url = "" }: IncomingMessage, nth: number): WireRequest {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const [, , ...path] = decodeURIComponent(pathname).split("/");
  return { method, path: path.join("/"), query: searchParams, nth };
}

function refuse(response: ServerResponse): void {
  response.writeHead(503, { "content-type": "application/xml" }).end(UNAVAILABLE);
}

function forbid(response: ServerResponse): void {
  const body = '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>';
  response.writeHead(403, { "content-type": "application/xml" }).end(body);
}

async function give(response: ServerResponse, answer: Answer, fault: Fault | undefined) {
  const { status, headers, body } = answer;
  if (fault?.type === "answer lost") return void response.destroy();
  if (fault?.type === "done, and refused") return refuse(response);
  const { "transfer-encoding": _, ...others } = headers;
  const length = headers["content-length"] ?? String(body.length);
  response.writeHead(status, { ...others, "content-length": length });
  if (fault?.type === "trickles") return await trickle(response, body, fault.everyMs);
  if (fault?.type !== "cut short" && fault?.type !== "reset") return void response.end(body);
  response.write(body.subarray(0, body.length / 2), () => {
    if (fault.type === "reset") response.socket?.resetAndDestroy();
    else response.destroy();
  });
}

async function trickle(response: ServerResponse, body: Buffer, everyMs: number): Promise<void> {
  for (const byte of body) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  response.end();
}
