import { once } from "node:events";
import { resolve } from "node:path";
import { skippedInWords, type CaseList } from "../../case/list-cases.ts";
import { readConfig, type Config } from "../../config.ts";
import { nameOf, type Place } from "../../store/place.ts";
import { EXIT } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { assertPortFree, checkStore, casesOf } from "./checks.ts";
import { endWithParent } from "./end-with-parent.ts";
import { printerFor } from "./printer.ts";
import { isReady, launch, stopOnSignal, urlOf } from "./server.ts";
import { StartError } from "./start-error.ts";

const NO_CASES = " - a case is a folder in it, named by its id";

/**
 * Runs the local service: checks what can be checked beforehand, then runs the functions in a server process until a
 * signal. Under npm, which states its process id in `npm_pid`, it also ends when npm does.
 *
 * @throws ClarityError, StartError when the service cannot start or ends by itself
 */
export async function start(io: Io): Promise<number> {
  const npm = Number(io.environment["npm_pid"]);
  if (Number.isInteger(npm)) endWithParent(npm);
  const config = readConfig(io.environment);
  const print = (text: string) => void io.stdout.write(`${text}\n`);
  if (io.stdout.isTTY === true) print("Starting CLARITY's report service …");
  const cases = await casesOf(config.cases);
  await checkStore(config.reports);
  await assertPortFree(config);
  const { server, hidden } = launch(config, io, printerFor(io.stdout, config.logLevel));
  const ended = once(server, "exit");
  const stop = stopOnSignal(server);
  if (await isReady(server)) print(banner(config, cases));
  const [code, signal] = await ended;
  if (stop.aborted) return EXIT.done;
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
    `  cases    ${count} in ${fullNameOf(cases)}${count === 0 ? NO_CASES : ""}`,
    ...(words === undefined ? [] : [`           ${words}`]),
    `  reports  kept in ${fullNameOf(reports)}`,
    "Ctrl-C stops it.",
    "",
  ].join("\n");
}

/** With the whole path of a folder, because a relative one depends on where the command was started. */
function fullNameOf(place: Place): string {
  return place.kind === "folder" ? resolve(place.folder) : nameOf(place);
}
