import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readlinkSync } from "node:fs";
import { onTestFinished } from "vitest";
import type { ProcessIdentity } from "../../lib/store/process-identity.ts";

/** A child process that does nothing until it is ended; the test ends it at the latest. */
export async function idleProcess(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn("sleep", ["600"], { stdio: "ignore" });
  await once(child, "spawn");
  onTestFinished(() => void child.kill("SIGKILL"));
  return withPid(child);
}

/** Ends a child and waits until its parent, this process, has taken note of it. */
export async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** The pid of a zombie: it has ended, and its parent, a `sleep`, never takes note of it. */
export async function zombie(): Promise<number> {
  const parent = spawn("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const [line]: unknown[] = await once(parent.stdout, "data");
  const pid = Number(String(line));
  // The shell itself would take note of it, so not before it has become a `sleep`.
  await untilTrue(() => readFileSync(`/proc/${parent.pid}/comm`, "utf8") === "sleep\n");
  process.kill(pid, "SIGKILL");
  await untilTrue(() => readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z "));
  return pid;
}

async function untilTrue(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** The identity of another process of this machine, read without the code under test. */
export function identityOfProcess(pid: number): ProcessIdentity {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return {
    boot: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
    pidNamespace: /\d+/.exec(readlinkSync(`/proc/${pid}/ns/pid`))?.[0],
    pid,
    startTime: stat.replace(/^.*\) /s, "").split(" ")[19],
  };
}

function withPid(child: ChildProcess): ChildProcess & { readonly pid: number } {
  const { pid } = child;
  if (pid === undefined) throw new Error("the child process has not started");
  return Object.assign(child, { pid });
}

/** Makes a named pipe: whoever opens it for reading waits for a writer. */
export function makePipe(path: string): void {
  execFileSync("sh", ["-c", 'mkfifo "$1"', "sh", path]);
}

/** Makes a socket: the process that listened at it was killed, which leaves the socket behind. */
export function makeSocket(path: string): void {
  const listen =
    "require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
  spawnSync(process.execPath, ["-e", listen, path]);
}
