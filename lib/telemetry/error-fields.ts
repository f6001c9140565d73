import { ClarityError } from "../errors.ts";
import type { LogFields } from "./log.ts";

type ErrorFields = Pick<LogFields, "detail" | "error" | "error_code" | "stack">;

/** The first is a call in a file, the second one in the runtime itself. */
const FRAME = /^\s+at .*(?::\d+:\d+\)?|\((?:<anonymous>|native)\))$/;
const CODE = /^\w{1,64}$/;

/**
 * What of an error may be logged: its kind, its code, and where its root cause came from. Messages are
 * left out, because those of a parser or a PDF library may quote the artifact; but for our own, which an
 * answer of 500 or more shows anyway, and the system's, which tell of files and sockets.
 */
export function errorFields(error: unknown): ErrorFields {
  const root = rootCauseOf(error);
  const detail = [error, root].filter(isSafe).map(({ message }) => message);
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
