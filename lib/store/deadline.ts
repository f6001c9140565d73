import { AsyncLocalStorage } from "node:async_hooks";

const deadlines = new AsyncLocalStorage<AbortSignal>();

/**
 * Whatever `work` asks of a remote store is given up when the signal fires. Ambient, like the request's id
 * in the log: the signal belongs to the request, and the stores are shared by all of them
 * (docs/decisions/0011).
 */
export async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return await deadlines.run(signal, work);
}

/** The signal of the request that is under way, if it has one. */
export function abortedWhen(): AbortSignal | undefined {
  return deadlines.getStore();
}
