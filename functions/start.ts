/**
 * `npm start`: checks what can be checked beforehand, so that a fault is one clear line, then runs the built
 * functions behind serverless-offline until Ctrl-C.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { listCases } from "../lib/case/cases.ts";
import { readConfig, type Config } from "../lib/config.ts";
import { ClarityError } from "../lib/errors.ts";
import { readableLine } from "../lib/http/readable-log.ts";
import { assertCreateOnly } from "../lib/store/create-only-check.ts";
import { openCases } from "../lib/store/open-cases.ts";
import { openStore } from "../lib/store/open-store.ts";
import { nameOf, type Place } from "../lib/store/place.ts";

const SERVERLESS = "node_modules/serverless/bin/serverless.js";
/** Nothing is lost when it is cut short: a report is published whole or not at all. */
const STOP_WITHIN_MS = 1_500;
const ANSWER_WITHIN_MS = 5_000;

const NO_CASES = " - a case is a folder in it, named by its id";
/** Of what is not shown. */
const KEPT_LINES = 20;

class StartError extends Error {
  override readonly name = "StartError";
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const cases = await countCases(config.cases);
  await checkStore(config.reports);
  await assertPortFree(config);
  const { server, hidden } = launch(config);
  const ended = once(server, "exit");
  const stop = stopOnSignal(server);
  if (await isAnswering(config, server)) print(banner(config, cases));
  const [code, signal] = await ended;
  if (stop.aborted) return;
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  throw new StartError(`The server ended unasked, ${how}. It last said:\n${hidden.join("\n")}`);
}

async function countCases(cases: Place): Promise<number> {
  try {
    return (await listCases(openCases(cases))).length;
  } catch (cause) {
    if (cases.kind === "bucket") throw inTermsOfPlace(cause, "The cases", cases);
    const message = `ARTIFACT_ROOT: expected a folder of cases, found none at ${cases.folder}.`;
    throw new StartError(message, { cause });
  }
}

/** A bucket may be on any server, so it is asked at once what every process asks before its first claim. */
async function checkStore(reports: Place): Promise<void> {
  try {
    const { store } = await openStore(reports);
    if (reports.kind === "bucket") await assertCreateOnly(store);
  } catch (cause) {
    throw inTermsOfPlace(cause, "The reports", reports);
  }
}

function inTermsOfPlace(cause: unknown, what: string, place: Place): unknown {
  if (!(cause instanceof ClarityError) || place.kind === "folder") return cause;
  const server = place.endpoint === undefined ? "" : ` on ${place.endpoint}`;
  return new StartError(`${what} are at ${nameOf(place)}${server}. ${cause.message}`, { cause });
}

async function assertPortFree({ host, port }: Config): Promise<void> {
  const listener = createServer();
  listener.listen(port, host);
  try {
    await once(listener, "listening");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    const why = code === "EADDRINUSE" ? "is taken" : `cannot be used (${String(code)})`;
    const other = port < 65_535 ? port + 1 : port - 1;
    const message = `Port ${port} on ${host} ${why}. Choose another one: PORT=${other} npm start`;
    throw new StartError(message, { cause });
  }
  listener.close();
  await once(listener, "close");
}

/**
 * Of what serverless-offline prints, only the service's own log lines are shown, unless debugging. The last
 * few of the others are kept, in case that it ends by itself.
 */
function launch({ host, port, logLevel }: Config): { server: ChildProcess; hidden: string[] } {
  const args = [SERVERLESS, "offline", "start", "--host", host, "--httpPort", String(port)];
  const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const hidden: string[] = [];
  for (const stream of [server.stdout, server.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      const readable = readableLine(line);
      if (readable !== undefined) print(readable);
      else if (logLevel === "debug") print(line);
      else if (hidden.push(line) > KEPT_LINES) hidden.shift();
    });
  }
  return { server, hidden };
}

/** Passes signals on; the answer tells whether there was one. */
function stopOnSignal(server: ChildProcess): AbortSignal {
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

/** Waits for the first answer; false when the server ended before it gave one. */
async function isAnswering({ host, port }: Config, server: ChildProcess): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null) {
    try {
      // An answer that gets lost must not keep the start waiting: it is asked for again.
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      await fetch(`${urlOf(host, port)}/health`, { signal });
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return false;
}

function urlOf(host: string, port: number): string {
  const shown = host === "127.0.0.1" ? "localhost" : host;
  return `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}`;
}

function banner({ host, port, cases, reports }: Config, count: number): string {
  return [
    "",
    `CLARITY's report service: ${urlOf(host, port)}`,
    `  console  ${urlOf(host, port)}/ shows the cases in a browser`,
    `  cases    ${count} in ${nameOf(cases)}${count === 0 ? NO_CASES : ""}`,
    `  reports  kept in ${nameOf(reports)}`,
    "Ctrl-C stops it.",
    "",
  ].join("\n");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

// The AWS SDK's notice that Node 20 has had its day: eight lines before the one that matters.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

// The server's file operations. A folder of cases that hangs may keep up to 8 of these threads
// (lib/store/bounded-calls.ts, in the report function and in the demo function); the others serve stored reports.
process.env["UV_THREADPOOL_SIZE"] ??= "16";

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError || error instanceof ClarityError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
