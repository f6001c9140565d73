import { ClarityError, type ErrorCode } from "../errors.ts";
import { messageOf } from "../service/messages.ts";

/** Everything that may be logged. About a case, only its id, its key and file names are. */
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
  /** How many folders were skipped because they are not cases, and the names of the first few. */
  readonly folders?: number;
  readonly first?: readonly string[];
  readonly slot?: number;
  readonly generation?: number;
  readonly reason?: string;
  readonly bytes?: number;
  /** SHA-256 of the stored bytes and of the bytes that were rendered again. */
  readonly stored?: string;
  readonly produced?: string;
  readonly code?: ErrorCode;
  readonly error?: string;
  readonly error_code?: string;
  readonly detail?: string;
  readonly stack?: readonly string[];
  /** Only outside a request: within one, every line has it anyway. */
  readonly request_id?: string;
}

type ErrorFields = Pick<LogFields, "detail" | "error" | "error_code" | "stack">;

/** A stack frame in a file, or in the runtime itself. */
const FRAME = /^\s+at .*(?::\d+:\d+\)?|\((?:<anonymous>|native)\))$/;
const CODE = /^\w{1,64}$/;

/**
 * What may be logged about an error: its class, its code, and the stack of its root cause. Messages of a parser or
 * a PDF library are left out, because they may quote the artifact. Two kinds of messages are safe: our own of
 * status 500 or more, which the response contains anyway, and the system's, which name files and sockets.
 */
export function errorFields(error: unknown): ErrorFields {
  const root = rootCauseOf(error);
  const detail = [error, root].filter(isSafe).map(sentenceOf);
  return {
    ...(detail.length === 0 ? {} : { detail: [...new Set(detail)].join(" ") }),
    ...(root instanceof Error ? originOf(root) : { error: typeof root }),
  };
}

function rootCauseOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootCauseOf(error.cause) : error;
}

function isSafe(error: unknown): error is Error {
  if (error instanceof ClarityError) return error.status >= 500;
  return error instanceof Error && "syscall" in error;
}

function sentenceOf(error: Error): string {
  return error instanceof ClarityError ? messageOf(error) : error.message;
}

function originOf(error: Error): ErrorFields {
  const code = "code" in error ? String(error.code) : "";
  return {
    error: error.name,
    ...(CODE.test(code) ? { error_code: code } : {}),
    stack: framesOf(error),
  };
}

/** Without the message that the stack begins with. */
function framesOf({ stack = "", message }: Error): string[] {
  const begin = message === "" ? 0 : stack.indexOf(message) + message.length;
  const frames = stack.slice(begin).split("\n");
  return frames.filter((line) => FRAME.test(line)).map((line) => line.trim());
}
