import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A line to a server, which can be cut. */
export class CuttableLine {
  readonly endpoint: string;
  readonly #server;
  readonly #sockets = new Set<Socket>();

  /** Listens on a port of its own, and passes everything on to the endpoint. */
  static async to(endpoint: string): Promise<CuttableLine> {
    const server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("expected a port");
    return new CuttableLine(server, new URL(endpoint), address.port);
  }

  private constructor(server: ReturnType<typeof createServer>, target: URL, port: number) {
    this.endpoint = `http://127.0.0.1:${port}`;
    this.#server = server.on("connection", (near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) this.#add(socket);
      near.pipe(far).pipe(near);
    });
  }

  /** Resets every connection, as a server or a gateway does with those that have long been idle; how many. */
  cut(): number {
    const { size } = this.#sockets;
    for (const socket of this.#sockets) socket.resetAndDestroy();
    return size / 2;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #add(socket: Socket): void {
    this.#sockets.add(socket);
    // Both ends of a line that is cut complain.
    socket.on("error", () => undefined).on("close", () => this.#sockets.delete(socket));
  }
}
