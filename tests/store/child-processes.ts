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
    // Of this process, whose children share it: a zombie has none any more.
    timeNamespace: /\d+/.exec(readlinkSync("/proc/self/ns/time"))?.[0],
  };
}

/**
 * A live process of another time namespace, as it sees itself. If the system does not allow new
 * namespaces, the identity that a process there would have.
 */
export async function processOfAnotherTimeNamespace(): Promise<ProcessIdentity> {
  const owner = "readlink /proc/self/ns/time; echo $$; cat /proc/$$/stat; exec sleep 600";
  const apart = 'exec unshare --user --map-root-user --time --boottime 100000 sh -c "$1"';
  const child = spawn("sh", ["-c", apart, "sh", owner], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  let hasEnded = false;
  child.on("close", () => (hasEnded = true));
  await untilTrue(() => hasEnded || output.split("\n").length > 3);
  const [namespace = "", pid = "", stat = ""] = output.split("\n");
  if (stat === "") {
    return { ...identityOfProcess(process.pid), startTime: "1", timeNamespace: "1" };
  }
  return {
    ...identityOfProcess(Number(pid)),
    startTime: stat.replace(/^.*\) /s, "").split(" ")[19],
    timeNamespace: namespace.replace(/\D/g, ""),
  };
}

function withPid(child: ChildProcess): ChildProcess & { readonly pid: number } {
  const { pid } = child;
  if (pid === undefined) throw new Error("the child process has not started");
  return Object.assign(child, { pid });
}

/** Makes a named pipe: a process that opens it for reading waits for a writer. */
export function makePipe(path: string): void {
  execFileSync("sh", ["-c", 'mkfifo "$1"', "sh", path]);
}

/** Makes a socket: the process that listened at it was killed, which leaves the socket behind. */
export function makeSocket(path: string): void {
  const listen =
    "require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
  spawnSync(process.execPath, ["-e", listen, path]);
}
