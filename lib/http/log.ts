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

/** What of an error may be logged: its kind and where it came from. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error ? String(error.code) : undefined;
  return { error: error.name, code, stack: error.stack };
}
