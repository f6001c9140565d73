/** The server process: how it is started, stopped and reached. */
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import { required } from "../../required.ts";
import type { Io } from "../io.ts";
import type { PrintLine } from "./printer.ts";

/** The bundle of functions/start/server-process.ts. */
const SERVER = "dist/start/server.mjs";
/** An interrupted stop loses nothing, because a report is published completely or not at all. */
const STOP_WITHIN_MS = 1_500;
/** The file descriptor of the pipe that functions/start/server-process.ts reads and writes. */
const PIPE = 3;
const SERVER_DEFAULTS = {
  // The server's file operations. A folder of cases that hangs may keep up to 8 of these threads
  // (lib/store/file/bounded-calls.ts, in the report function and in the demo function); the others serve stored reports.
  UV_THREADPOOL_SIZE: "16",
  // glibc keeps memory that was freed in an arena per thread: with one arena for each, the server kept up to 1 GB
  // after large cases, with two 450 MB. Other systems do not read this.
  MALLOC_ARENA_MAX: "2",
};
/** Number of hidden lines that are kept. */
const KEPT_LINES = 20;

/** Starts the server. The last few lines that `print` hides are kept, to explain an unexpected end. */
export function launch(
  { host, port }: Config,
  { root, environment }: Io,
  print: PrintLine,
): { server: ChildProcess; hidden: string[] } {
  const args = [join(root, SERVER), host, String(port)];
  // By the fourth, the server says that it is ready, and notices that this process has ended.
  const stdio = ["ignore", "pipe", "pipe", "pipe"] as const;
  const env = { ...SERVER_DEFAULTS, ...environment };
  const server = spawn(process.execPath, args, { stdio: [...stdio], env });
  const hidden: string[] = [];
  for (const stream of [server.stdout, server.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      if (!print(line) && hidden.push(line) > KEPT_LINES) hidden.shift();
    });
  }
  return { server, hidden };
}

/** Passes signals on to the server. The result is aborted once there was one. */
export function stopOnSignal(server: ChildProcess): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      stop.abort();
      server.kill(signal);
      setTimeout(() => server.kill("SIGKILL"), STOP_WITHIN_MS).unref();
    });
  }
  return stop.signal;
}

/** Waits until the server accepts connections; returns false if it ended before. */
export async function isReady(server: ChildProcess): Promise<boolean> {
  const pipe = required(server.stdio[PIPE], "`launch` opens it");
  // The server writes to the pipe once; the pipe closes when the server ends.
  return await new Promise((resolve) => {
    pipe.once("data", () => resolve(true)).once("close", () => resolve(false));
  });
}

export function urlOf(host: string, port: number): string {
  const shown = host === "127.0.0.1" ? "localhost" : host;
  return `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}`;
}
