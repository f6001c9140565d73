/** The server process: how it is started, stopped and reached. */
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import type { Io } from "../io.ts";
import type { PrintLine } from "./printer.ts";

/** The bundle of functions/start/server-process.ts. */
const SERVER = "dist/start/server.mjs";
/** An interrupted stop loses nothing, because a report is published completely or not at all. */
const STOP_WITHIN_MS = 1_500;
const ANSWER_WITHIN_MS = 5_000;
const ASK_EVERY_MS = 20;
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
  // The fourth is the pipe by which the server notices that this process has ended.
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

/** Waits for the first response; returns false if the server ended before. */
export async function isAnswering({ host, port }: Config, server: ChildProcess): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null) {
    try {
      // A lost response must not block the start, so ask again.
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      await fetch(`${urlOf(host, port)}/health`, { signal });
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }
  return false;
}

export function urlOf(host: string, port: number): string {
  const shown = host === "127.0.0.1" ? "localhost" : host;
  return `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}`;
}
