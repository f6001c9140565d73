/** The server process: how it is started, stopped and reached. */
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Config } from "../../lib/config.ts";
import { readableLine } from "../../lib/telemetry/readable-log.ts";

const SERVER = "functions/start/server-process.cjs";
/** An interrupted stop loses nothing, because a report is published completely or not at all. */
const STOP_WITHIN_MS = 1_500;
const ANSWER_WITHIN_MS = 5_000;
const ASK_EVERY_MS = 100;
/** Number of hidden lines that are kept. */
const KEPT_LINES = 20;

/**
 * Starts the server. Of its output, `print` gets only the service's own log lines, unless debugging. The last
 * few of the others are kept, to explain an unexpected end.
 */
export function launch(
  { host, port, logLevel }: Config,
  print: (line: string) => void,
): { server: ChildProcess; hidden: string[] } {
  const args = [SERVER, "local", "--host", host, "--httpPort", String(port)];
  // The fourth is the pipe by which the server notices that this process has ended.
  const stdio = ["ignore", "pipe", "pipe", "pipe"] as const;
  const server = spawn(process.execPath, args, { stdio: [...stdio] });
  const hidden: string[] = [];
  for (const stream of [server.stdout, server.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      const readable = readableLine(line);
      if (readable !== undefined) print(readable);
      else if (logLevel === "debug") print(line);
      else if (hidden.push(line) > KEPT_LINES) hidden.shift();
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
