import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { Server } from "node:net";
import { onTestFinished } from "vitest";

/** Lets a server listen on a loopback port that the system chooses, and returns the port. */
export async function listenHere(server: Server): Promise<number> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port");
  return address.port;
}

/** The address of an HTTP server that listens until the test is over. */
export async function serveHere(server: HttpServer): Promise<string> {
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${await listenHere(server)}`;
}
