import { ClarityError } from "../errors.ts";
import { PROBLEM_TITLES, problemType } from "../http/problem.ts";
import { systemErrorOf } from "../store/failures.ts";
import { outsideScratch } from "../store/file/scratch.ts";
import { exitCodeOf } from "./exit-codes.ts";
import type { Answer } from "./io.ts";
import { onOneLine } from "./visible.ts";

/**
 * What is told of an error: to programs the API's problem details, to people a sentence. Only a bug shows
 * its stack.
 */
export function failureOf(error: unknown): Answer {
  const exitCode = exitCodeOf(error);
  if (!(error instanceof ClarityError)) return { ...bugOf(error), exitCode };
  const { code, status, message, details, retryAfterSeconds } = error;
  const retry = retryAfterSeconds === undefined ? {} : { retry_after: retryAfterSeconds };
  const problem = { type: problemType(code), title: PROBLEM_TITLES[code], status, detail: message };
  // Faults of the settings have a line each; what quotes an artifact must not make lines of its own.
  const sentence = code === "misconfigured" ? message : onOneLine(message);
  const lines = [sentence, ...pathOf(error), ...(code === "held_off" ? [tryAgainIn(error)] : [])];
  return { exitCode, json: { ...problem, ...details, ...retry }, text: lines.join("\n") };
}

/** What it was that is out of reach: unlike an answer over HTTP, this goes to whoever owns it. */
function pathOf(error: ClarityError): string[] {
  if (error.code !== "store_unavailable") return [];
  const cause = systemErrorOf(error);
  if (cause === undefined || !("path" in cause)) return [];
  return [`  at ${onOneLine(outsideScratch(String(cause.path)))}`];
}

function tryAgainIn({ retryAfterSeconds = 1 }: ClarityError): string {
  return `Try again in ${retryAfterSeconds} s.`;
}

function bugOf(error: unknown): Omit<Answer, "exitCode"> {
  const told = error instanceof Error ? error : new Error(String(error));
  const message = `${told.name}: ${told.message}`;
  const detail = `This is a bug: ${message}. Please report it in the project's issue tracker.`;
  const problem = { type: problemType("internal"), title: PROBLEM_TITLES.internal, status: 500 };
  const help = "Please report it in the project's issue tracker, with the command and these lines.";
  return {
    json: { ...problem, detail, stack: told.stack },
    text: `This is a bug. ${help}\n${told.stack ?? message}`,
  };
}
