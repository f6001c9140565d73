import { factsOf, problemType } from "../error-codes.ts";
import { ClarityError } from "../errors.ts";
import { messageOf } from "../service/messages.ts";
import { systemErrorOf } from "../store/failures.ts";
import { outsideScratch } from "../store/file/scratch.ts";
import { exitCodeOf } from "./exit-codes.ts";
import type { Answer } from "./io.ts";
import { StartError } from "./start/start-error.ts";
import { onOneLine } from "./visible.ts";

/**
 * The output for an error: problem details as in the API for programs, a sentence for people. Only a bug shows its
 * stack.
 */
export function failureOf(error: unknown): Answer {
  const exitCode = exitCodeOf(error);
  if (error instanceof StartError) return { ...startFailureOf(error), exitCode };
  if (!(error instanceof ClarityError)) return { ...bugOf(error), exitCode };
  const { code, status, details, retryAfterSeconds } = error;
  const message = messageOf(error, { kind: "command" });
  const retry = retryAfterSeconds === undefined ? {} : { retry_after: retryAfterSeconds };
  const problem = { type: problemType(code), title: factsOf(code).title, status, detail: message };
  // Faults of settings have one line each. A message that quotes an artifact must stay on one line.
  const sentence = code === "misconfigured" ? message : onOneLine(message);
  const lines = [sentence, ...pathOf(error), ...(code === "held_off" ? [tryAgainIn(error)] : [])];
  return { exitCode, json: { ...problem, ...details, ...retry }, text: lines.join("\n") };
}

/** The path that is unavailable. Unlike an HTTP response, the output goes to the owner of the path. */
function pathOf(error: ClarityError): string[] {
  if (error.code !== "store_unavailable") return [];
  const cause = systemErrorOf(error);
  if (cause === undefined || !("path" in cause)) return [];
  return [`  at ${onOneLine(outsideScratch(String(cause.path)))}`];
}

function tryAgainIn({ retryAfterSeconds = 1 }: ClarityError): string {
  return `Try again in ${retryAfterSeconds} s.`;
}

function startFailureOf({ message }: StartError): Omit<Answer, "exitCode"> {
  const { title, status } = factsOf("misconfigured");
  return {
    json: { type: problemType("misconfigured"), title, status, detail: message },
    text: message,
  };
}

function bugOf(error: unknown): Omit<Answer, "exitCode"> {
  const bug = error instanceof Error ? error : new Error(String(error));
  const message = `${bug.name}: ${bug.message}`;
  const detail = `This is a bug: ${message}. Please report it in the project's issue tracker.`;
  const { title, status } = factsOf("internal");
  const problem = { type: problemType("internal"), title, status };
  const help = "Please report it in the project's issue tracker, with the command and these lines.";
  return {
    json: { ...problem, detail, stack: bug.stack },
    text: `This is a bug. ${help}\n${bug.stack ?? message}`,
  };
}
