import type { Clock } from "../../../functions/console/page/report/runner.ts";

export interface FakeClock extends Clock {
  /** Lets time pass, and calls the due timers in order. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Calls that are still to come. */
  readonly waiting: () => number;
}

interface Alarm {
  readonly at: number;
  readonly call: () => void;
}

export function fakeClock(): FakeClock {
  let now = 0;
  const alarms = new Set<Alarm>();
  return {
    now: () => now,
    after: (milliseconds, call) => {
      const alarm = { at: now + milliseconds, call };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    waiting: () => alarms.size,
    pass: async (milliseconds) => {
      await settled();
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...alarms].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = next.at;
        alarms.delete(next);
        next.call();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

/** Lets promises that are done be noticed. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
