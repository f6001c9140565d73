import { useEffect, useState } from "preact/hooks";
import type { Clock } from "../report/runner.ts";
import { type Loading, LOADING, startLoading } from "../state/loading.ts";

/** What `compute` comes to. Loading while it is undefined, and from the render on in which it is another one. */
export function useComputed<T>(
  compute: (() => Promise<T>) | undefined,
  clock: Pick<Clock, "after">,
): Loading<T> {
  const [kept, setKept] = useState<{ compute: typeof compute; loading: Loading<T> }>();
  useEffect(() => {
    if (compute === undefined) return undefined;
    const onChange = (loading: Loading<T>): void => setKept({ compute, loading });
    return startLoading({ load: compute, clock, onChange });
  }, [compute, clock]);
  return compute !== undefined && kept?.compute === compute ? kept.loading : LOADING;
}
