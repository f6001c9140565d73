import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below the ports that systems give to outgoing connections and to listeners on port 0 (Linux: from 32768,
 * IANA: from 49152), so no other test is given the port while its server starts or after it ended.
 */
const FIRST = 20_000;
const LAST = 32_000;

/** A loopback port that no process listens on. */
export async function freePort(): Promise<number> {
  const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
  return (await isFree(port)) ? port : await freePort();
}

/** Whether this process can listen on the loopback port. */
export async function isFree(port: number): Promise<boolean> {
  const listener = createServer().listen(port, "127.0.0.1");
  try {
    await once(listener, "listening");
  } catch {
    return false;
  }
  listener.close();
  await once(listener, "close");
  return true;
}
