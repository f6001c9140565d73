import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { listenHere } from "./listen-here.ts";

/**
 * An S3 server that ignores `If-None-Match`, as s3rver and Garage do: it overwrites existing objects. It
 * implements just enough of S3 to look like a store.
 */
export class OverwritingS3 {
  readonly endpoint: string;
  /** How often each object was written, by bucket and key. */
  readonly writes = new Map<string, number>();
  readonly #objects = new Map<string, Buffer>();
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>, endpoint: string) {
    this.endpoint = endpoint;
    this.#server = server;
    server.on("request", (...args) => void this.#answer(...args));
  }

  static async start(): Promise<OverwritingS3> {
    const server = createServer();
    return new OverwritingS3(server, `http://127.0.0.1:${await listenHere(server)}`);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "", this.endpoint);
    const name = pathname.slice(1);
    if (request.method === "PUT") {
      this.#objects.set(name, await buffer(request));
      this.writes.set(name, (this.writes.get(name) ?? 0) + 1);
    }
    const body = this.#objects.get(name);
    if (body === undefined) {
      response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
      return;
    }
    const etag = `"${createHash("md5").update(body).digest("hex")}"`;
    response.writeHead(200, { etag, "last-modified": new Date().toUTCString() });
    response.end(request.method === "GET" ? body : undefined);
  }
}
