import { randomUUID } from "node:crypto";
import { isDead, ownProcess, type ProcessIdentity } from "../store/process-identity.ts";

/** Everything that the cache takes from the machine and the process. A simulation replaces all of it. */
export interface Runtime {
  /** Monotonic milliseconds. Deadlines and waits are measured on this clock. Default: `performance.now`. */
  readonly monotonicMs: () => number;
  /** This machine's clock, in milliseconds since the Unix epoch. Default: `Date.now`. */
  readonly epochMs: () => number;
  /** A random number from 0 to below 1. Default: `Math.random`. */
  readonly random: () => number;
  /** A text that no process has returned before, of `A-Z a-z 0-9 _ -`. Default: `randomUUID`. */
  readonly nonce: () => string;
  /**
   * Calls `run` once after `delayMs` and returns a function that cancels it. Canceling again, or after the
   * call, has no effect. Default: `setTimeout`.
   */
  readonly startTimer: (run: () => void, delayMs: number) => () => void;
  /** The process that this cache's claims name as their owner. Default: the identity of this process. */
  readonly process: ProcessIdentity;
  /** True when the process has certainly ended, false when that is unknown. */
  readonly isDead: (process: ProcessIdentity) => boolean;
}

/** setTimeout fires at once when asked for more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The real machine, except for what is given. */
export function runtimeWith(given: Partial<Runtime> = {}): Runtime {
  const { process = ownProcess() } = given;
  return {
    monotonicMs: () => performance.now(),
    epochMs: () => Date.now(),
    random: () => Math.random(),
    nonce: () => randomUUID(),
    startTimer: (run, delayMs) => {
      const timer = setTimeout(run, Math.min(delayMs, LONGEST_TIMER_MS));
      return () => clearTimeout(timer);
    },
    isDead: (other) => isDead(other, process),
    ...given,
    process,
  };
}
