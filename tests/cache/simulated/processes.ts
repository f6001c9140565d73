import type { Runtime } from "../../../lib/cache/index.ts";
import type { ProcessIdentity } from "../../../lib/store/process-identity.ts";

/** The process of a cache instance. It may be paused, and it may end at any moment. */
export interface SimulatedProcess {
  readonly pid: number;
  alive: boolean;
  /** Nothing happens in it before this virtual time. */
  pausedUntil: number;
}

/** The processes of one simulation. */
export class Processes {
  readonly #all: SimulatedProcess[] = [];
  readonly #seeEachOther: boolean;

  /** @param seeEachOther whether they notice when another one has ended, as on Linux in one pid namespace */
  constructor(seeEachOther: boolean) {
    this.#seeEachOther = seeEachOther;
  }

  start(): SimulatedProcess {
    const process = { pid: this.#all.length + 1, alive: true, pausedUntil: 0 };
    this.#all.push(process);
    return process;
  }

  isDead({ pid }: Pick<ProcessIdentity, "pid">): boolean {
    return this.#seeEachOther && this.#all[pid - 1]?.alive === false;
  }

  /** What a cache in this process takes from it. Its nonces follow from the process alone. */
  runtimeOf(process: SimulatedProcess): Pick<Runtime, "process" | "isDead" | "nonce"> {
    let nonces = 0;
    return {
      process: identityOf(process),
      isDead: (other) => this.isDead(other),
      nonce: () => `process-${process.pid}-nonce-${++nonces}`,
    };
  }
}

export function identityOf({ pid }: SimulatedProcess): ProcessIdentity {
  return { boot: "boot", pidNamespace: "1", pid, startTime: String(pid), timeNamespace: "1" };
}
