/**
 * `npm start`: checks what can be checked beforehand, then runs the built functions in a server process until
 * Ctrl-C.
 *
 *     node --import tsx functions/start.ts [<process id of npm>]
 *
 * With the process id, it also ends when npm does.
 */
import { once } from "node:events";
import { skippedInWords, type CaseList } from "../lib/case/list-cases.ts";
import { readConfig, type Config } from "../lib/config.ts";
import { ClarityError } from "../lib/errors.ts";
import { messageOf } from "../lib/service/messages.ts";
import { nameOf } from "../lib/store/place.ts";
import { assertPortFree, checkStore, casesOf, StartError } from "./start/checks.ts";
import { endWithParent } from "./start/end-with-parent.ts";
import { isAnswering, launch, stopOnSignal, urlOf } from "./start/server.ts";

const NO_CASES = " - a case is a folder in it, named by its id";

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const cases = await casesOf(config.cases);
  await checkStore(config.reports);
  await assertPortFree(config);
  const { server, hidden } = launch(config, print);
  const ended = once(server, "exit");
  const stop = stopOnSignal(server);
  if (await isAnswering(config, server)) print(banner(config, cases));
  const [code, signal] = await ended;
  if (stop.aborted) return;
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  throw new StartError(
    `The server stopped unexpectedly (${how}). Its last output:\n${hidden.join("\n")}`,
  );
}

function banner({ host, port, cases, reports }: Config, { ids, skipped }: CaseList): string {
  const count = ids.length;
  const words = skippedInWords(skipped);
  return [
    "",
    `CLARITY's report service: ${urlOf(host, port)}`,
    `  console  ${urlOf(host, port)}/ shows the cases in a browser`,
    `  cases    ${count} in ${nameOf(cases)}${count === 0 ? NO_CASES : ""}`,
    ...(words === undefined ? [] : [`           ${words}`]),
    `  reports  kept in ${nameOf(reports)}`,
    "Ctrl-C stops it.",
    "",
  ].join("\n");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

// Hides the AWS SDK's notice about the end of Node 20: eight lines before the one that matters.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

// The server's file operations. A folder of cases that hangs may keep up to 8 of these threads
// (lib/store/file/bounded-calls.ts, in the report function and in the demo function); the others serve stored reports.
process.env["UV_THREADPOOL_SIZE"] ??= "16";

// glibc keeps memory that was freed in an arena per thread: with one arena for each, the server kept up to 1 GB
// after large cases, with two 450 MB. Other systems do not read this.
process.env["MALLOC_ARENA_MAX"] ??= "2";

const npm = Number(process.argv[2]);
if (Number.isInteger(npm)) endWithParent(npm);

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError || error instanceof ClarityError)) throw error;
  const isOurs = error instanceof ClarityError;
  process.stderr.write(`${isOurs ? messageOf(error, { kind: "command" }) : error.message}\n`);
  process.exitCode = 1;
}
