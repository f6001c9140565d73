/**
 * The server process that `clarity start` runs: `server.mjs <host> <port>`. It ends when the process that started it
 * ends, even by `kill -9`: that process holds the other end of a pipe, which the kernel then closes.
 *
 * A thread watches the pipe, because the main thread may be busy. The main thread gets SIGTERM first, as it
 * would from its parent, and then is killed.
 */
import { writeSync } from "node:fs";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { isMainThread, Worker } from "node:worker_threads";

/** The file descriptor that lib/commands/start/server.ts adds after stdin, stdout and stderr, for both directions. */
const PARENT_PIPE = 3;
const STOP_WITHIN_MS = 1_000;
/** Needed where cases and reports are in folders, too. */
const ANY_REGION = "us-east-1";

function endWithParent(): void {
  const pipe = new Socket({ fd: PARENT_PIPE, readable: true, writable: false });
  pipe.on("error", () => pipe.destroy());
  pipe.on("close", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), STOP_WITHIN_MS);
  });
  pipe.resume();
}

if (isMainThread) {
  const [host = "127.0.0.1", port = "3000"] = process.argv.slice(2);
  new Worker(fileURLToPath(import.meta.url)).unref();
  const { serve } = await import("./local-server.ts");
  const ready = () => void writeSync(PARENT_PIPE, "ready\n");
  await serve({ host, port, region: process.env["AWS_REGION"] ?? ANY_REGION, ready });
} else endWithParent();
