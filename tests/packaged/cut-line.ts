import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { listenHere } from "../servers/listen-here.ts";

/** A line to a server, whose connections can be made to fail. */
export class CuttableLine {
  readonly endpoint: string;
  readonly #server;
  readonly #sockets = new Set<Socket>();

  /** Listens on a separate port, and passes everything on to the endpoint. */
  static async to(endpoint: string): Promise<CuttableLine> {
    const server = createServer();
    return new CuttableLine(server, new URL(endpoint), await listenHere(server));
  }

  private constructor(server: ReturnType<typeof createServer>, target: URL, port: number) {
    this.endpoint = `http://127.0.0.1:${port}`;
    this.#server = server.on("connection", (near) => {
      const far = connect(Number(target.port), target.hostname);
      this.#sockets.add(near);
      near.on("close", () => this.#sockets.delete(near) && far.destroy());
      // Either end of a line that is cut complains.
      for (const socket of [near, far]) socket.on("error", () => near.resetAndDestroy());
      near.pipe(far).pipe(near);
    });
  }

  /** Resets every connection, as a server does with those that have long been idle; how many. */
  cut(): number {
    for (const socket of this.#sockets) socket.resetAndDestroy();
    return this.#sockets.size;
  }

  /** Forgets every connection, as a gateway on the way does: it is reset when it is used again; how many. */
  forget(): number {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.prependListener("data", () => socket.resetAndDestroy());
      socket.resume();
    }
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }
}
