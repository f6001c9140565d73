import { tookTooLong, tookTooMuch, type Limits } from "./limit-values.ts";

const POLL_MS = 10;
const MIB = 1024 * 1024;

/** A limit ended the work. This is not a finding about the report. */
export class LimitExceededError extends Error {
  override readonly name = "LimitExceededError";
}

/**
 * Runs work that a signal can end, and ends it at a limit. The memory of the process is measured, because a
 * thread's own limits do not cover array buffers, where a PDF's streams are decompressed to.
 *
 * @throws LimitExceededError instead of what the work throws after it was ended
 */
export async function withinLimits<T>(
  { milliseconds, growthMib = Number.POSITIVE_INFINITY }: Limits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = (reason: string) => {
    controller.abort(new LimitExceededError(reason));
  };
  const before = process.memoryUsage.rss();
  const timer = setTimeout(() => {
    end(tookTooLong(milliseconds));
  }, milliseconds);
  const poll = setInterval(() => {
    const grown = process.memoryUsage.rss() - before;
    if (grown > growthMib * MIB) end(tookTooMuch(growthMib));
  }, POLL_MS);
  try {
    return await work(controller.signal);
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    clearInterval(poll);
  }
}
