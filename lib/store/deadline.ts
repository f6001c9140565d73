import { AsyncLocalStorage } from "node:async_hooks";

const deadlines = new AsyncLocalStorage<AbortSignal>();

/**
 * Aborts all calls that `work` makes to a remote store when the signal fires. The signal is ambient, like the
 * request's id in the log: it belongs to one request, but all requests share the stores (docs/decisions/0011).
 */
export async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return await deadlines.run(signal, work);
}

/** The signal of the current request, if it has one. */
export function abortedWhen(): AbortSignal | undefined {
  return deadlines.getStore();
}
