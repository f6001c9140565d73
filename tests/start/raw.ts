import { once } from "node:events";
import { connect } from "node:net";

/** The answer of a server on 127.0.0.1 to bytes that no HTTP client would send, until it closes the connection. */
export async function sendRaw(
  port: number,
  lines: readonly string[],
  body: string | Buffer = "",
): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  // A server that refuses a body may close the connection while it is sent.
  socket.on("error", () => undefined);
  socket.write(Buffer.from([...lines, "", ""].join("\r\n"), "latin1"));
  socket.write(Buffer.from(body));
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}
