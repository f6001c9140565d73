import { ClarityError } from "../errors.ts";
import { LOG_LEVELS, type LogLevel } from "../config.ts";

export type LogFields = Readonly<Record<string, unknown>>;
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

/**
 * Writes one JSON object a line, from `level` upwards. `count` says how often the event has happened in
 * this process, so that a line tells "once" from "all the time". Nothing of a case but its id is logged.
 */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Log {
  const counts = new Map<string, number>();
  return (at, event, fields = {}) => {
    const count = (counts.get(event) ?? 0) + 1;
    counts.set(event, count);
    if (LOG_LEVELS.indexOf(at) < LOG_LEVELS.indexOf(level)) return;
    write(
      `${JSON.stringify({ time: new Date().toISOString(), level: at, event, count, ...fields })}\n`,
    );
  };
}

/**
 * Logs what an answer of 500 or more says too little about: the operator finds it by the request's id. An
 * expected refusal is the caller's business alone.
 */
export function logFailure(log: Log, error: unknown, requestId: string): void {
  const fields = { request_id: requestId, ...errorFields(rootCauseOf(error)) };
  if (!(error instanceof ClarityError)) log("error", "internal_error", fields);
  else if (error.status >= 500) log(error.status === 500 ? "error" : "warn", error.code, fields);
}

function rootCauseOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootCauseOf(error.cause) : error;
}

/** What of an error may be logged: its kind and where it came from. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error ? String(error.code) : undefined;
  return { error: error.name, code, stack: error.stack };
}
