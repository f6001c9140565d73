import { ClarityError } from "../errors.ts";
import { errnoOf } from "../store/failures.ts";

/** The response of a thread. An error is sent as data, because a structured clone would lose its code and details. */
export type TaskAnswer<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly failure: Failure };

type ClarityFacts = Pick<
  ClarityError,
  "code" | "details" | "facts" | "hasOwnMessage" | "reason" | "retryAfterSeconds"
>;

/** An error as plain data. */
interface Failure {
  readonly message: string;
  readonly name: string;
  readonly stack: string;
  /** The system's error code, if it has one. */
  readonly errno: string | undefined;
  readonly clarity: ClarityFacts | undefined;
  readonly cause: Failure | undefined;
}

/** Runs a task and returns its result or its failure. Never rejects. */
export async function answerOf<T>(task: () => Promise<T>): Promise<TaskAnswer<T>> {
  try {
    return { done: true, value: await task() };
  } catch (error) {
    return { done: false, failure: failureOf(error) };
  }
}

/** Returns the result, or throws the failure as an error again. */
export function resultOf<T>(answer: TaskAnswer<T>): T {
  if (answer.done) return answer.value;
  throw errorOf(answer.failure);
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return failureOf(new Error(String(error)));
  const { message, name, stack = "", cause } = error;
  return {
    message,
    name,
    stack,
    errno: error instanceof ClarityError ? undefined : errnoOf(error),
    clarity: error instanceof ClarityError ? clarityOf(error) : undefined,
    cause: cause === undefined ? undefined : failureOf(cause),
  };
}

function clarityOf(error: ClarityError): ClarityFacts {
  const { code, details, facts, hasOwnMessage, reason, retryAfterSeconds } = error;
  return { code, details, facts, hasOwnMessage, reason, retryAfterSeconds };
}

function errorOf({ message, name, stack, errno, clarity, cause: failure }: Failure): Error {
  const because = failure && { cause: errorOf(failure) };
  if (clarity === undefined) {
    const error = new Error(message, because);
    return Object.assign(error, { name, stack }, errno && { code: errno });
  }
  const { code, hasOwnMessage, ...options } = clarity;
  const own = hasOwnMessage ? message : undefined;
  return Object.assign(new ClarityError(code, own, { ...options, ...because }), { stack });
}
