import { AsyncLocalStorage } from "node:async_hooks";
import { Logger } from "@aws-lambda-powertools/logger";
import type { LogLevel } from "../config.ts";
import { errorFields } from "./error-fields.ts";
import { ClarityError, type ErrorCode } from "../errors.ts";

/** Everything that may be logged. Of a case that is its id, its key and the name of a file: nothing else. */
export interface LogFields {
  readonly method?: string;
  /** The route's pattern, not the path that was asked for. */
  readonly route?: string;
  readonly status?: number;
  readonly outcome?: string;
  readonly duration_ms?: number;
  readonly cold_start?: boolean;
  readonly case_id?: string;
  readonly cache_key?: string;
  readonly file?: string;
  /** How many folders are not cases, and the names of the first few. */
  readonly folders?: number;
  readonly first?: readonly string[];
  readonly slot?: number;
  readonly generation?: number;
  readonly reason?: string;
  readonly bytes?: number;
  /** SHA-256 of stored and of produced bytes. */
  readonly stored?: string;
  readonly produced?: string;
  readonly code?: ErrorCode;
  readonly error?: string;
  readonly error_code?: string;
  readonly detail?: string;
  readonly stack?: readonly string[];
  /** Only where no request is under way to tell it: else it is added to every line. */
  readonly request_id?: string;
}

export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

export const SERVICE = "clarity-report-service";

const requestIds = new AsyncLocalStorage<string>();

/** Every line that is logged in the course of `work` carries the request's id. */
export async function withRequestId<T>(requestId: string, work: () => Promise<T>): Promise<T> {
  return await requestIds.run(requestId, work);
}

/**
 * Writes one JSON object a line, from `level` upwards, as Powertools' logger formats it. `count` says how
 * often the event has happened in this process, so that a line tells "once" from "all the time".
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

/** Writes all levels to one place, in order: Powertools would split them over two streams. */
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
 * Logs what an answer of 500 or more says too little about: the operator finds it by the request's id. An
 * expected refusal is the caller's business alone.
 */
export function logFailure(log: Log, error: unknown): void {
  if (!(error instanceof ClarityError)) log("error", "internal_error", errorFields(error));
  else if (error.status >= 500) {
    log(error.status === 500 ? "error" : "warn", error.code, errorFields(error));
  }
}
