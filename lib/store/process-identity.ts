import { readFileSync, readlinkSync } from "node:fs";

/**
 * Distinguishes a process from all others. A pid does not: two containers of one machine share host name, boot
 * id and pid 1, and after a restart another process has the pid. Members that the system does not provide
 * (only Linux does) are undefined; then nothing can be known about the process.
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
 * The identity of a process about which nothing can be known. Function instances may be copies of one snapshot
 * and share all of these values, so a live one could look dead. Only the lease decides about their claims.
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

/** The identity of this process. It never changes, so it is read once. */
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
 * True when the process has certainly ended: it has the same boot and pid namespace as `self`, and there is no
 * such pid, or it is a zombie, or a later process has its pid. False whenever that cannot be known: start
 * times, which reveal a later process, can only be compared within one time namespace.
 *
 * @param self this process as it names itself; with `namelessProcess()`, nothing is ever known
 */
export function isDead(other: ProcessIdentity, self: ProcessIdentity = ownProcess()): boolean {
  if (self.boot === undefined || self.boot !== other.boot) return false;
  if (self.pidNamespace === undefined || self.pidNamespace !== other.pidNamespace) return false;
  if (!pidExists(other.pid)) return true;
  const stat = statOf(other.pid);
  if (stat === undefined) return false;
  if (stat.state === "Z" || stat.state === "X") return true;
  if (self.timeNamespace !== other.timeNamespace || other.startTime === undefined) return false;
  return stat.startTime !== other.startTime;
}

/** Uses signal 0, not `/proc/<pid>`, because a `/proc` mounted with hidepid hides processes of other users. */
export function pidExists(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** State and start time. The command between the parentheses may itself contain parentheses and spaces. */
function statOf(pid: number): { state: string; startTime: string } | undefined {
  const stat = ifReadable(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat === undefined) return undefined;
  const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const startTime = fields[18];
  return state === undefined || startTime === undefined ? undefined : { state, startTime };
}
