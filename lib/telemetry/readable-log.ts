import * as v from "valibot";
import type { LogLevel } from "../config.ts";

const LineSchema = v.looseObject({
  level: v.string(),
  message: v.string(),
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
});

/** A line that a function logged. */
export type LoggedLine = v.InferOutput<typeof LineSchema>;

const RequestSchema = v.looseObject({
  method: v.string(),
  /** Missing where no route matches. */
  route: v.optional(v.string(), "?"),
  status: v.number(),
  duration_ms: v.number(),
  outcome: v.string(),
  case_id: v.optional(v.string()),
  cache_key: v.optional(v.string()),
});
type Request = v.InferOutput<typeof RequestSchema>;

/** What is the same on every line, or says nothing on a laptop. */
const LEFT_OUT = new Set(["level", "message", "timestamp", "service", "sampling_rate", "stack"]);
/** Digits that distinguish the keys of one machine. */
const KEY_DIGITS = 12;

/** A line of the log; undefined for any other text. */
export function readLogLine(line: string): LoggedLine | undefined {
  const result = v.safeParse(LineSchema, parsed(line));
  return result.success ? result.output : undefined;
}

/**
 * A line of the log for a terminal: a request in short, without its steps (`render`, `miss`, …); a warning or an error
 * with all its members. Undefined for a line that a terminal does not show; with the level `debug` it shows all.
 */
export function terminalLine(line: LoggedLine, level: LogLevel): string | undefined {
  const request = v.safeParse(RequestSchema, line);
  if (line.message === "request" && request.success) return requestLine(line, request.output);
  const isDetail = line.level === "INFO" || line.level === "DEBUG";
  return isDetail && level !== "debug" ? undefined : readableLine(line);
}

/** `12:03:11 GET /report/cases/case_001 200 12 ms hit` */
function requestLine({ timestamp }: LoggedLine, request: Request): string {
  const { method, route, status, duration_ms: ms, outcome, case_id: caseId } = request;
  const key = request.cache_key?.slice(0, KEY_DIGITS);
  const path = route
    .replace(":caseId", caseId ?? ":caseId")
    .replace(":file", key === undefined ? ":file" : `${key}….pdf`);
  const named = caseId === undefined || path.includes(caseId) ? [] : [caseId];
  const result = outcome === "ok" ? [] : [outcome];
  return [timestamp.slice(11, 19), method, path, status, ms, "ms", ...result, ...named].join(" ");
}

/** Time, level, event and `name=value` pairs, the frames of a stack below. */
function readableLine({ level, message, timestamp, stack, ...fields }: LoggedLine): string {
  const pairs = Object.entries(fields)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => `${name}=${shown(value)}`);
  const frames = Array.isArray(stack) ? stack.map((frame) => `\n    ${String(frame)}`) : [];
  const head = `${timestamp.slice(11, 19)} ${level.padEnd(5)} ${message}`;
  return [head, ...pairs].join(" ") + frames.join("");
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** As JSON where it would not read as one word. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /[\s"=]/.test(text) ? JSON.stringify(value) : text;
}
