import { readFileSync, readlinkSync } from "node:fs";

/**
 * Tells one process from every other one: in two containers of one machine the host name, the boot id and
 * pid 1 are all equal, and after a restart a pid is somebody else's. What the system does not offer
 * (anything but Linux) is undefined, and then nothing can be said about the process.
 */
export interface ProcessIdentity {
  readonly boot: string | undefined;
  readonly pidNamespace: string | undefined;
  readonly pid: number;
  /** In clock ticks since boot (proc(5), `stat`, field 22), as seen from `timeNamespace`. */
  readonly startTime: string | undefined;
  /** Start times of one process differ between time namespaces. Older versions did not record it. */
  readonly timeNamespace: string | undefined;
}

/**
 * A process of which nothing can be said. Function instances may be copies of one snapshot and share all
 * that is read here, and then a live one would be taken for dead; of these only the lease counts.
 */
export function namelessProcess(): ProcessIdentity {
  return {
    boot: undefined,
    pidNamespace: undefined,
    pid: process.pid,
    startTime: undefined,
    timeNamespace: undefined,
  };
}

let own: ProcessIdentity | undefined;

/** The identity of this process; read once. */
export function ownProcess(): ProcessIdentity {
  own ??= {
    boot: ifReadable(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    pidNamespace: namespaceOf("pid"),
    pid: process.pid,
    startTime: statOf(process.pid)?.startTime,
    timeNamespace: namespaceOf("time"),
  };
  return own;
}

/** The number of a namespace of this process, or undefined where the system has no such namespaces. */
function namespaceOf(kind: "pid" | "time"): string | undefined {
  return ifReadable(() => readlinkSync(`/proc/self/ns/${kind}`).replace(/\D/g, ""));
}

function ifReadable(read: () => string): string | undefined {
  try {
    return read() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * True when the process is certainly gone: same boot and pid namespace as ours, and there is no such pid,
 * or it is a zombie, or a later process has its pid. False whenever that cannot be known: start times, which
 * reveal a later process, can only be compared within one time namespace.
 */
export function isDead(other: ProcessIdentity): boolean {
  const self = ownProcess();
  if (self.boot === undefined || self.boot !== other.boot) return false;
  if (self.pidNamespace === undefined || self.pidNamespace !== other.pidNamespace) return false;
  if (!pidExists(other.pid)) return true;
  const stat = statOf(other.pid);
  if (stat === undefined) return false;
  if (stat.state === "Z" || stat.state === "X") return true;
  if (self.timeNamespace !== other.timeNamespace || other.startTime === undefined) return false;
  return stat.startTime !== other.startTime;
}

/** By signal 0, not by `/proc/<pid>`: with hidepid mounted, other users' live processes are not there. */
function pidExists(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** State and start time; the command between the parentheses may itself hold parentheses and spaces. */
function statOf(pid: number): { state: string; startTime: string } | undefined {
  const stat = ifReadable(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? [];
  const startTime = fields[18];
  return state === undefined || startTime === undefined ? undefined : { state, startTime };
}
