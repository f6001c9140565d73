import { useCallback, useContext, useEffect, useState } from "preact/hooks";
import type { Clock } from "../report/runner.ts";
import { type Loading, LOADING, startLoading } from "./loading.ts";
import { ReconnectionContext } from "./reconnection.ts";

/** Loads when `load` changes, which is why callers keep it with `useCallback`; `retry` loads again. */
export function useLoading<T>(
  load: (signal: AbortSignal) => Promise<T>,
  clock: Pick<Clock, "after">,
): readonly [loading: Loading<T>, retry: () => void] {
  const [loading, setLoading] = useState<Loading<T>>(LOADING);
  const reconnection = useContext(ReconnectionContext);
  const [round, setRound] = useState(0);
  useEffect(() => {
    setLoading(LOADING);
    return startLoading({ load, clock, reconnection, onChange: setLoading });
  }, [load, clock, reconnection, round]);
  const retry = useCallback(() => setRound((count) => count + 1), []);
  return [loading, retry];
}
