import type { ProcessIdentity } from "../../../lib/store/process-identity.ts";

/** What a cache instance lives in: it may be paused, and it may end at any moment. */
export interface SimulatedProcess {
  readonly pid: number;
  alive: boolean;
  /** Nothing happens in it before this virtual time. */
  pausedUntil: number;
}

const processes = new Map<number, SimulatedProcess>();
let current: SimulatedProcess | undefined;
let isOneMachine = true;

/** @param oneMachine whether the processes can see each other's end, as on Linux within one namespace */
export function forgetProcesses(oneMachine: boolean): void {
  processes.clear();
  current = undefined;
  isOneMachine = oneMachine;
}

/** Starts a process and makes it the one that `ownProcess` tells of while `boot` runs. */
export function startProcess<T>(boot: (process: SimulatedProcess) => T): T {
  const process = { pid: processes.size + 1, alive: true, pausedUntil: 0 };
  processes.set(process.pid, process);
  current = process;
  return boot(process);
}

/** Stands in for the function of lib/store/process-identity.ts, as does the next one. */
export function ownProcess(): ProcessIdentity {
  const pid = current?.pid ?? 0;
  return { boot: "boot", pidNamespace: "1", pid, startTime: String(pid), timeNamespace: "1" };
}

export function isDead({ pid }: ProcessIdentity): boolean {
  return isOneMachine && processes.get(pid)?.alive === false;
}
