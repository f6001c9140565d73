import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import type { ProcessIdentity } from "../../../lib/store/process-identity.ts";
import { scratchName } from "../../../lib/store/file/scratch.ts";
import { end, identityOfProcess, idleProcess } from "../child-processes.ts";
import { temporaryFolder } from "../temp-folder.ts";

const HOUR_MS = 3_600_000;

describe("opening a file store", () => {
  let root: string;
  beforeEach(async () => {
    root = await temporaryFolder();
    await mkdir(join(root, "tmp"));
  });

  /** A half-written object that a process left, some hours ago. */
  const leave = async (name: string, hours = 0) => {
    const folder = join(root, "tmp", name);
    await mkdir(folder);
    await writeFile(join(folder, "body.pdf"), "%PD");
    const time = (Date.now() - hours * HOUR_MS) / 1000;
    await utimes(folder, time, time);
  };
  const leftAfterOpening = async () => {
    await FileStore.open(root);
    return await readdir(join(root, "tmp"));
  };

  it("removes the folders and files of a dead process", async () => {
    const child = await idleProcess();
    const dead = identityOfProcess(child.pid);
    await leave(nameBy(dead));
    await writeFile(join(root, "tmp", nameBy(dead, "2")), "");
    await end(child);
    expect(await leftAfterOpening()).toEqual([]);
  });

  it("removes the files of a dead process whose pid another process has by now", async () => {
    const live = identityOfProcess((await idleProcess()).pid);
    await leave(nameBy({ ...live, startTime: "1" }));
    expect(await leftAfterOpening()).toEqual([]);
  });

  it("leaves the files of live processes, its own included", async () => {
    const live = identityOfProcess((await idleProcess()).pid);
    const names = [nameBy(live), scratchName()];
    for (const name of names) await leave(name, 23);
    expect((await leftAfterOpening()).sort()).toEqual(names.sort());
  });

  it("leaves the files of a live process whose start time could not be read", async () => {
    const live = identityOfProcess((await idleProcess()).pid);
    const name = nameBy({ ...live, startTime: undefined });
    await leave(name);
    expect(await leftAfterOpening()).toEqual([name]);
  });

  it("removes files older than a day, whether their process is alive or unknown", async () => {
    const live = identityOfProcess((await idleProcess()).pid);
    await leave(nameBy(live), 25);
    await leave(nameBy({ ...live, boot: "another" }, "2"), 25);
    expect(await leftAfterOpening()).toEqual([]);
  });

  it("knows the names of older versions, which do not state the time namespace", async () => {
    const child = await idleProcess();
    const dead = identityOfProcess(child.pid);
    const live = identityOfProcess((await idleProcess()).pid);
    const reused = olderNameBy({ ...live, startTime: "1" });
    for (const name of [olderNameBy(dead), olderNameBy(live), reused]) await leave(name);
    await end(child);
    // A start time that may be of another time namespace proves nothing.
    expect((await leftAfterOpening()).sort()).toEqual([olderNameBy(live), reused].sort());
  });

  it("leaves files that no store created, however old, because the folder may belong to a user", async () => {
    const foreign = ["thesis", "backup.2026", "a.1.2.3.notes", ".cache"];
    for (const name of foreign) await leave(name, 10_000);
    expect((await leftAfterOpening()).sort()).toEqual(foreign.sort());
  });

  it("leaves unknown files for a day", async () => {
    const child = await idleProcess();
    const dead = identityOfProcess(child.pid);
    await end(child);
    const names = [
      nameBy({ ...dead, boot: "another-machine" }),
      nameBy({ ...dead, pidNamespace: "1" }),
      nameBy({ ...dead, boot: undefined }),
      nameBy({ ...dead, pidNamespace: undefined }),
      "backup",
    ];
    for (const name of names) await leave(name, 23);
    expect((await leftAfterOpening()).sort()).toEqual(names.sort());
  });

  it("may happen many times in parallel", async () => {
    const child = await idleProcess();
    const dead = identityOfProcess(child.pid);
    await end(child);
    for (let nth = 0; nth < 20; nth++) await leave(nameBy(dead, `${nth}`));
    await Promise.all(Array.from({ length: 16 }, async () => await FileStore.open(root)));
    expect(await readdir(join(root, "tmp"))).toEqual([]);
  });
});

describe("a scratch name", () => {
  it("is unique, and one safe segment", () => {
    const names = Array.from({ length: 1_000 }, scratchName);
    expect(new Set(names).size).toBe(1_000);
    expect(names.every((name) => /^[A-Za-z0-9.-]+$/.test(name))).toBe(true);
  });
});

function nameBy(maker: ProcessIdentity, random = "0123456789abcdef"): string {
  const { boot = "", pidNamespace = "", pid, startTime = "", timeNamespace = "" } = maker;
  return [boot, pidNamespace, pid, startTime, timeNamespace, random.padStart(16, "0")].join(".");
}

/** As versions that did not record time namespaces wrote them. */
function olderNameBy(maker: ProcessIdentity): string {
  return nameBy(maker).replace(/[^.]*\.(?=[^.]*$)/, "");
}
