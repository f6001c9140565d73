import { ClarityError } from "../errors.ts";

/** What a thread sends back: a structured clone of an error would lose its code and details. */
export type TaskAnswer<T> =
  { readonly done: true; readonly value: T } | { readonly done: false; readonly failure: Failure };

/** A failure as plain data. */
export interface Failure {
  readonly message: string;
  readonly stack: string;
  readonly name: string;
  /** The system's error code, if it has one. */
  readonly errno?: string;
  /** Of a `ClarityError`. */
  readonly clarity?: Pick<ClarityError, "code" | "details" | "retryAfterSeconds">;
}

/** Runs a task and answers with its result or its failure. Never rejects. */
export async function answerOf<T>(task: () => Promise<T>): Promise<TaskAnswer<T>> {
  try {
    return { done: true, value: await task() };
  } catch (error) {
    return { done: false, failure: failureOf(error) };
  }
}

/** The result, or the failure thrown as an error again. */
export function resultOf<T>(answer: TaskAnswer<T>): T {
  if (answer.done) return answer.value;
  throw errorOf(answer.failure);
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), stack: "", name: "Error" };
  const { message, name, stack = "" } = error;
  const plain = { message, name, stack };
  if ("code" in error && typeof error.code === "string" && !(error instanceof ClarityError)) {
    return { ...plain, errno: error.code };
  }
  if (!(error instanceof ClarityError)) return plain;
  const { code, details, retryAfterSeconds } = error;
  return { ...plain, clarity: { code, details, retryAfterSeconds } };
}

function errorOf({ message, name, stack, errno, clarity }: Failure): Error {
  if (clarity === undefined) {
    return Object.assign(new Error(message), { name, stack }, errno && { code: errno });
  }
  const { code, details, retryAfterSeconds } = clarity;
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return new ClarityError(code, message, { details, ...retry });
}
