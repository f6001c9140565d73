import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A process and everything that it started, directly or not, as long as it lives. */
export function processTree(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(processTree)];
}

function childrenOf(pid: number): number[] {
  // Each thread has its own children.
  return namesIn(`/proc/${pid}/task`).flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number),
  );
}

/** Whether a process still runs. A zombie, which has ended and waits for its parent, does not run. */
export function isRunning(pid: number): boolean {
  const status = textOf(`/proc/${pid}/status`);
  return status !== "" && !/^State:\s+[ZX]/m.test(status);
}

/** The command line of a process, or nothing once it has ended. */
export function commandOf(pid: number): string {
  return textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

/** Waits until all of the processes have ended; resolves to how long that took. */
export async function untilEnded(pids: readonly number[], withinMs: number): Promise<number> {
  const begin = performance.now();
  let running = pids.filter(isRunning);
  while (running.length > 0) {
    const ms = performance.now() - begin;
    if (ms > withinMs) {
      throw new Error(
        `still running after ${Math.round(ms)} ms: ${running.map(commandOf).join("; ")}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
    running = pids.filter(isRunning);
  }
  return performance.now() - begin;
}

/**
 * Every address at which these processes can be reached, such as `tcp 127.0.0.1:3000` and `unix /run/x.sock`:
 * what listens, and what takes datagrams from any sender.
 */
export function listenersOf(pids: readonly number[]): string[] {
  return pids.flatMap((pid) => {
    const inodes = socketsOf(pid);
    const internet = ["tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6"];
    return [...internet.flatMap((table) => internetListeners(pid, table)), ...unixListeners(pid)]
      .filter(({ inode }) => inodes.has(inode))
      .map(({ name }) => name);
  });
}

interface Listener {
  readonly inode: string;
  readonly name: string;
}

function socketsOf(pid: number): ReadonlySet<string> {
  const inodes = namesIn(`/proc/${pid}/fd`).flatMap((fd) => {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`)) ?? [];
    return inode ?? [];
  });
  return new Set(inodes);
}

/** The state of a TCP socket that listens, and of any other socket that has no fixed peer. */
const LISTENS = "0A";
const UNCONNECTED = "07";

function internetListeners(pid: number, table: string): Listener[] {
  return rowsOf(`/proc/${pid}/net/${table}`).flatMap((fields) => {
    const [, local = "", , state, , , , , , inode = ""] = fields;
    const waits = state === (table.startsWith("tcp") ? LISTENS : UNCONNECTED);
    return waits ? [{ inode, name: `${table} ${readableAddress(local)}` }] : [];
  });
}

/** __SO_ACCEPTCON of Linux: the socket listens. */
const ACCEPTS = 0x1_00_00;

/** A named datagram socket receives data. Socket pairs have no name. */
function unixListeners(pid: number): Listener[] {
  return rowsOf(`/proc/${pid}/net/unix`).flatMap((fields) => {
    const [, , , flags = "0", type, , inode = "", path] = fields;
    const accepts = (Number.parseInt(flags, 16) & ACCEPTS) !== 0;
    const waits = accepts || (type === "0002" && path !== undefined);
    return waits ? [{ inode, name: `unix ${path ?? ""}` }] : [];
  });
}

/** `0100007F:0BB8` is `127.0.0.1:3000`. IPv6 stays as the kernel writes it, except for the port. */
function readableAddress(text: string): string {
  const [address = "", port = ""] = text.split(":");
  const bytes = [...Buffer.from(address, "hex")];
  const shown = bytes.length === 4 ? bytes.toReversed().join(".") : address;
  return `${shown}:${Number.parseInt(port, 16)}`;
}

function rowsOf(path: string): string[][] {
  const [, ...rows] = textOf(path).split("\n");
  return rows.map((row) => row.trim().split(/\s+/)).filter(({ length }) => length > 1);
}

// A process may end while it is looked at: then it has nothing.

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
