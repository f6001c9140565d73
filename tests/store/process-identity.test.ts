import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { isDead, ownProcess, type ProcessIdentity } from "../../lib/store/process-identity.ts";
import {
  end,
  identityOfProcess,
  idleProcess,
  processOfAnotherTimeNamespace,
  zombie,
} from "./child-processes.ts";
import { temporaryFolder } from "./temp-folder.ts";

describe("a process", () => {
  let live: ProcessIdentity;
  beforeEach(async () => {
    live = identityOfProcess((await idleProcess()).pid);
  });

  it("is not dead to itself, and has the identity that others read", () => {
    expect(ownProcess()).toEqual(identityOfProcess(process.pid));
    expect(isDead(ownProcess())).toBe(false);
  });

  it("is not dead while it lives", () => {
    expect(isDead(live)).toBe(false);
  });

  it("is dead once it has ended", async () => {
    const child = await idleProcess();
    const identity = identityOfProcess(child.pid);
    await end(child);
    expect(isDead(identity)).toBe(true);
  });

  it("is not dead while it is stopped", async () => {
    const child = await idleProcess();
    child.kill("SIGSTOP");
    expect(isDead(identityOfProcess(child.pid))).toBe(false);
  });

  it("is dead as a zombie, though its pid still answers signals", async () => {
    const pid = await zombie();
    expect(process.kill(pid, 0)).toBe(true);
    expect(isDead(identityOfProcess(pid))).toBe(true);
  });

  it("is dead when a later process has its pid", () => {
    expect(isDead({ ...live, startTime: `${Number(live.startTime) - 1}` })).toBe(true);
  });

  it.each(["1", undefined])(
    "is not dead by a start time that was read in the time namespace %s",
    async (timeNamespace) => {
      const elsewhere = { ...live, startTime: "1", timeNamespace };
      expect(isDead(elsewhere)).toBe(false);
      const child = await idleProcess();
      const ended = { ...identityOfProcess(child.pid), timeNamespace };
      await end(child);
      expect(isDead(ended)).toBe(true);
    },
  );

  it("is not dead while it lives in another time namespace, where it started at another time", async () => {
    const elsewhere = await processOfAnotherTimeNamespace();
    expect(elsewhere.startTime).not.toBe(identityOfProcess(elsewhere.pid).startTime);
    expect(isDead(elsewhere)).toBe(false);
  });

  it.each(["a b", "a) Z 1 (", "((", "a\nb"])("is identified when its name is %j", async (name) => {
    const program = join(await temporaryFolder(), name);
    await copyFile("/bin/sleep", program);
    const child = spawn(program, ["600"], { stdio: "ignore" });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child, "spawn");
    const identity = { ...ownProcess(), pid: child.pid ?? 0, startTime: "1" };
    expect(isDead(identity)).toBe(true);
    expect(isDead(identityOfProcess(identity.pid))).toBe(false);
  });
});

describe("unknown facts about a process", () => {
  let dead: ProcessIdentity;
  beforeEach(async () => {
    const child = await idleProcess();
    dead = identityOfProcess(child.pid);
    await end(child);
  });

  it.each([
    ["it ran before the last boot, or on another machine", { boot: "another" }],
    [
      "it lives in another pid namespace, where the pid is another process's",
      { pidNamespace: "1" },
    ],
    ["its boot id is not readable", { boot: undefined }],
    ["its pid namespace is not readable", { pidNamespace: undefined }],
  ])("prevent that it counts as dead when %s", (_, unknown) => {
    expect(isDead(dead)).toBe(true);
    expect(isDead({ ...dead, ...unknown })).toBe(false);
  });

  it("prevent that a live pid counts as dead when its start time is not readable", () => {
    expect(isDead({ ...ownProcess(), startTime: undefined })).toBe(false);
    expect(isDead({ ...dead, startTime: undefined })).toBe(true);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])("do not make %d a live pid", (pid) => {
    expect(isDead({ ...ownProcess(), pid })).toBe(true);
  });
});
