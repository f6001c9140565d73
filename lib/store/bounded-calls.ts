import pLimit from "p-limit";
import { StoreUnavailableError } from "./failures.ts";
import type { RunCall } from "./read-file.ts";

/**
 * File operations under way at once. libuv runs those of a whole process on four threads unless told
 * otherwise (https://docs.libuv.org/en/v1.x/threadpool.html), and on a hung mount each operation keeps its
 * thread for good: the other threads stay for stored reports.
 */
const AT_ONCE = 2;
/** A folder that takes longer is on a mount that hangs, or on one that is too slow to work with. */
const WITHIN_MS = 10_000;

const limit = pLimit(AT_ONCE);

/**
 * Does some work on files that may never answer. `run` runs each of its file operations: few at once, and
 * none after the deadline. An operation that hangs keeps its turn until it ends.
 *
 * @throws ClarityError `store_unavailable` when the work takes too long
 */
export async function withinDeadline<T>(
  work: (run: RunCall) => Promise<T>,
  withinMs = WITHIN_MS,
): Promise<T> {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = tooSlow(withinMs);
      ended.abort(error);
      reject(error);
    }, withinMs);
  });
  const run: RunCall = async (call) =>
    await limit(async () => {
      ended.signal.throwIfAborted();
      return await call();
    });
  try {
    return await Promise.race([work(run), expired]);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(withinMs: number): StoreUnavailableError {
  return new StoreUnavailableError({
    what: "read",
    why: `the file system did not answer within ${withinMs / 1000} s (ETIMEDOUT)`,
    lasting: false,
    cause: undefined,
    advice: "Try again in a moment; if it stays so, the operator has to check the mount.",
  });
}
