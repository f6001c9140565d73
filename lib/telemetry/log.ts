import { AsyncLocalStorage } from "node:async_hooks";
import { Logger } from "@aws-lambda-powertools/logger";
import type { LogLevel } from "../config.ts";
import { errorFields, type LogFields } from "./log-fields.ts";
import { SERVICE } from "./names.ts";
import { ClarityError } from "../errors.ts";

export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

const requestIds = new AsyncLocalStorage<string>();

/** Runs `work`; every line that it logs has the request id. */
export async function withRequestId<T>(requestId: string, work: () => Promise<T>): Promise<T> {
  return await requestIds.run(requestId, work);
}

/**
 * Writes one JSON object per line, from `level` upwards, in the format of Powertools' logger. `count` is how often
 * the event has happened in this process, so one line shows whether it is rare or frequent.
 */
export function createLog(level: LogLevel, write: (line: string) => void = writeToStdout): Log {
  const logger = new LineLogger(level, write);
  const counts = new Map<string, number>();
  return (at, event, fields = {}) => {
    const count = (counts.get(event) ?? 0) + 1;
    counts.set(event, count);
    const requestId = requestIds.getStore();
    const common = requestId === undefined ? { count } : { count, request_id: requestId };
    logger[at](event, { ...fields, ...common });
  };
}

function writeToStdout(line: string): void {
  process.stdout.write(line);
}

const THRESHOLDS = { debug: "DEBUG", info: "INFO", warn: "WARN", error: "ERROR" } as const;

/** Writes all levels to one stream, in order. Powertools would split them over two streams. */
class LineLogger extends Logger {
  readonly #write: (line: string) => void;

  constructor(level: LogLevel, write: (line: string) => void) {
    super({ serviceName: SERVICE, logLevel: THRESHOLDS[level] });
    this.#write = write;
  }

  protected override printLog(...[level, item]: Parameters<Logger["printLog"]>): void {
    // The base class may warn about its own settings before there is anywhere to write.
    if (!(#write in this)) super.printLog(level, item);
    else this.#write(`${lineOf(item)}\n`);
  }
}

function lineOf(item: Parameters<Logger["printLog"]>[1]): string {
  item.prepareForPrint();
  return JSON.stringify(item.getAttributes());
}

/**
 * Logs a failure with status 500 or more under its error code. The operator finds it by the request id. An expected
 * refusal (below 500) concerns only the client.
 */
export function logFailure(log: Log, error: unknown): void {
  if (!(error instanceof ClarityError)) log("error", "internal", errorFields(error));
  else if (error.status >= 500) {
    log(error.status === 500 ? "error" : "warn", error.code, errorFields(error));
  }
}
