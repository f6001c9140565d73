import { useEffect, useState } from "preact/hooks";
import { RemoteReports } from "../../../../lib/service/batch/remote-reports.ts";
import type { Page } from "../state/page.ts";
import type { BatchState } from "./batch-state.ts";
import { batchStore } from "./batch-store.ts";
import { exclusivelyBy } from "./exclusively.ts";
import { BatchRunner } from "./batch-runner.ts";

/** Between two readings of what another tab does, in milliseconds. */
const READ_EVERY = 1000;
/** Browsers have six connections to a server of HTTP/1.1, which the rest of the page needs, too. */
const MOST_AT_ONCE = { old: 4, new: 16 } as const;

interface Shared {
  readonly runner: BatchRunner;
  readonly listeners: Set<(state: BatchState) => void>;
  state: BatchState;
}

/** A batch goes on while the reader looks at another view. */
const batches = new Map<string, Shared>();
const channel = new BroadcastChannel(`clarity-batches ${location.pathname}`);

/** A batch of this browser. */
export function useBatch({ clock }: Page, id: string): readonly [BatchState, BatchRunner] {
  const shared = batches.get(id) ?? begin(id, clock);
  const [state, setState] = useState(shared.state);
  useEffect(() => {
    shared.listeners.add(setState);
    setState(shared.state);
    void shared.runner.refresh();
    return () => shared.listeners.delete(setState);
  }, [shared]);
  return [state, shared.runner];
}

/** Pauses a batch and forgets it. What is stored in the service stays. */
export async function removeBatch(id: string): Promise<void> {
  await batches.get(id)?.runner.pause();
  batches.delete(id);
  await batchStore.remove(id);
}

function begin(id: string, clock: Page["clock"]): Shared {
  const { locks }: Partial<Pick<Navigator, "locks">> = navigator;
  const listeners = new Set<(state: BatchState) => void>();
  const runner = new BatchRunner({
    id,
    store: batchStore,
    reports: new RemoteReports({ base: new URL("./", location.href) }),
    exclusively: exclusivelyBy(locks, `clarity-batch ${id}`),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    tellOthers: () => channel.postMessage(id),
    clock,
    most: MOST_AT_ONCE[isMultiplexed() ? "new" : "old"],
    onChange: (state) => {
      shared.state = state;
      for (const listener of listeners) listener(state);
    },
  });
  const shared: Shared = { runner, listeners, state: { name: "loading" } };
  batches.set(id, shared);
  let resting = false;
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data !== id || resting || batches.get(id) !== shared) return;
    resting = true;
    clock.after(READ_EVERY, () => {
      resting = false;
      void runner.refresh();
    });
  });
  return shared;
}

function isMultiplexed(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  return (
    navigation instanceof PerformanceNavigationTiming && /^h[23]/.test(navigation.nextHopProtocol)
  );
}
