import { createContext } from "preact";
import type { Clock } from "../report/runner.ts";

/** Makes a failed request again. The promise says whether there was an answer. */
export type Retry = () => Promise<boolean>;

/** Makes requests again that failed because the service could not be reached. */
export interface Reconnection {
  /** Keeps a failed request until it succeeds; the returned function drops it. */
  readonly wait: (retry: Retry) => () => void;
  /** Since when the service cannot be reached, in milliseconds since 1970; undefined when it can. */
  readonly since: () => number | undefined;
  /** Calls back when `since` changes; the returned function ends that. */
  readonly subscribe: (onChange: () => void) => () => void;
}

interface ReconnectionOptions {
  readonly clock: Pick<Clock, "after">;
  readonly today: () => number;
  /** A request that any working service answers. */
  readonly probe: Retry;
  /** Calls back when the browser loses its network, and when it has one again. */
  readonly onNetwork: (onChange: (isOnline: boolean) => void) => void;
}

/** Milliseconds between two attempts. */
const EVERY = 5_000;

/**
 * One of the failed requests is made again every few seconds, the next one each time. As soon as one gets an answer,
 * or the browser is online again, all others are made again too.
 */
export function createReconnection(options: ReconnectionOptions): Reconnection {
  const { clock, today, probe, onNetwork } = options;
  const waiting = new Set<Retry>();
  const listeners = new Set<() => void>();
  let since: number | undefined;
  let stopTimer: (() => void) | undefined;

  const update = (): void => {
    if (waiting.size > 0 === (since !== undefined)) return;
    since = waiting.size > 0 ? today() : undefined;
    for (const listener of listeners) listener();
  };

  const attempt = async (retry: Retry): Promise<boolean> => {
    // To the end of the line.
    if (waiting.delete(retry)) waiting.add(retry);
    const hasAnswer = await retry();
    if (hasAnswer) waiting.delete(retry);
    update();
    return hasAnswer;
  };

  const attemptAll = async (): Promise<void> => {
    await Promise.all([...waiting].map(attempt));
    startTimer();
  };

  const attemptNext = async ([next]: Iterable<Retry> = waiting): Promise<void> => {
    if (next !== undefined && (await attempt(next))) await attemptAll();
    else startTimer();
  };

  const startTimer = (): void => {
    stopTimer?.();
    stopTimer = waiting.size === 0 ? undefined : clock.after(EVERY, () => void attemptNext());
  };

  const add = (retry: Retry): void => {
    waiting.add(retry);
    if (waiting.size === 1) startTimer();
    update();
  };

  onNetwork((isOnline) => (isOnline ? void attemptAll() : add(probe)));

  return {
    wait: (retry) => {
      add(retry);
      return () => {
        // The reader has gone elsewhere; whether the service can be reached is still to be found out.
        if (waiting.delete(retry) && waiting.size === 0) add(probe);
      };
    },
    since: () => since,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
  };
}

/** The page's reconnection, for whatever loads something. */
export const ReconnectionContext = createContext<Reconnection | undefined>(undefined);
