import { type ApiProblem, asProblem } from "../api/problem.ts";
import type { Clock } from "../report/runner.ts";

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
  readonly onChange: (loading: Loading<T>) => void;
}

/** Loads once and reports the progress. Returns a function that cancels; after that nothing is reported. */
export function startLoading<T>({ load, clock, onChange }: LoadOptions<T>): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const notSlow = clock.after(SLOW_AFTER, () => onChange({ name: "loading", slow: true }));
  const run = async (): Promise<void> => {
    const outcome = await outcomeOf(async () => await load(signal));
    notSlow();
    if (!signal.aborted) onChange(outcome);
  };
  void run();
  return () => {
    notSlow();
    controller.abort();
  };
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
