import { type ApiProblem, asProblem, isOutage } from "../api/problem.ts";
import type { Clock } from "../report/runner.ts";
import type { Reconnection } from "./reconnection.ts";

/** A requested value: loading, loaded, or failed. */
export type Loading<T> =
  | { readonly name: "loading"; readonly slow: boolean }
  | { readonly name: "loaded"; readonly value: T }
  | { readonly name: "failed"; readonly problem: ApiProblem };

export const LOADING = { name: "loading", slow: false } as const;

/** Milliseconds after which the page says that it is still waiting. */
const SLOW_AFTER = 4_000;

interface LoadOptions<T> {
  readonly load: (signal: AbortSignal) => Promise<T>;
  readonly clock: Pick<Clock, "after">;
  readonly reconnection?: Pick<Reconnection, "wait"> | undefined;
  readonly onChange: (loading: Loading<T>) => void;
}

/**
 * Loads once and reports the progress; if the service cannot be reached, again until it can. Returns a function that
 * cancels; after that nothing is reported.
 */
export function startLoading<T>(options: LoadOptions<T>): () => void {
  const { load, clock, reconnection, onChange } = options;
  const controller = new AbortController();
  const { signal } = controller;
  let stopWaiting: (() => void) | undefined;
  const notSlow = clock.after(SLOW_AFTER, () => onChange({ name: "loading", slow: true }));
  const run = async (): Promise<void> => {
    const outcome = await outcomeOf(async () => await load(signal));
    notSlow();
    if (signal.aborted) return;
    onChange(outcome);
    if (isLost(outcome)) stopWaiting = reconnection?.wait(retry);
  };
  // A failure is not reported again: screen readers would read it out each time.
  const retry = async (): Promise<boolean> => {
    const outcome = await outcomeOf(async () => await load(signal));
    if (signal.aborted) return true;
    if (!isLost(outcome)) onChange(outcome);
    return !isLost(outcome);
  };
  void run();
  return () => {
    notSlow();
    stopWaiting?.();
    controller.abort();
  };
}

function isLost<T>(outcome: Loading<T>): boolean {
  return outcome.name === "failed" && isOutage(outcome.problem);
}

async function outcomeOf<T>(load: () => Promise<T>): Promise<Loading<T>> {
  try {
    return { name: "loaded", value: await load() };
  } catch (thrown) {
    return { name: "failed", problem: asProblem(thrown) };
  }
}

/** What was loaded, if it was. */
export function valueOf<T>(loading: Loading<T>): T | undefined {
  return loading.name === "loaded" ? loading.value : undefined;
}
