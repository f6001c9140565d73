import { EventEmitter, once } from "node:events";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { BoundedCalls } from "../../../lib/store/file/bounded-calls.ts";
import { CaseFolder } from "../../../lib/store/file/case-folder.ts";
import { rejectionOf, temporaryFolder } from "../temp-folder.ts";
import { sentenceOf } from "../sentence-of.ts";

const TOO_SLOW = { code: "store_unavailable", status: 503, lasting: false };
// Long enough that a healthy operation is in time on a machine with much other work.
const LIMITS = { atOnce: 2, overdue: 2, withinMs: 1_000 };

/** Folders whose operations hang until they are let go. */
class Mount {
  readonly calls = new BoundedCalls(LIMITS);
  readonly hanging = new Set<string>();
  underWay = 0;
  most = 0;
  readonly #events = new EventEmitter().setMaxListeners(0);

  within: BoundedCalls["within"] = async (folder, work) =>
    await this.calls.within(
      folder,
      async (run) =>
        await work(async (call) => await run(async () => await this.#slow(folder, call))),
    );

  recover(): void {
    this.hanging.clear();
    this.#events.emit("recovered");
  }

  async #slow<T>(folder: string, call: () => Promise<T>): Promise<T> {
    this.most = Math.max(this.most, ++this.underWay);
    if (this.hanging.has(folder)) await once(this.#events, "recovered");
    this.underWay--;
    return await call();
  }
}

let root: string;
let mount: Mount;
let cases: CaseFolder;

beforeEach(async () => {
  root = await temporaryFolder();
  mount = new Mount();
  cases = new CaseFolder(root, { calls: mount });
  for (let nth = 0; nth < 20; nth++) {
    await mkdir(join(root, `case_${nth}`));
    await writeFile(join(root, `case_${nth}`, "manifest.json"), "{}");
  }
});

const hang = (...nths: readonly number[]) => {
  for (const nth of nths) mount.hanging.add(join(root, `case_${nth}`));
};
const look = async (nth: number) => await cases.identify(`case_${nth}`, ["manifest.json"]);

describe("a folder that hangs", () => {
  it("fails after the deadline with an error that says so", async () => {
    hang(0);
    const error = await rejectionOf(look(0));
    expect(error).toMatchObject(TOO_SLOW);
    expect(sentenceOf(error)).toContain("did not answer within 1 s (ETIMEDOUT)");
    expect(sentenceOf(error)).not.toContain(root);
    mount.recover();
  });

  it("takes one operation, however many calls wait for it, and is called again once it answers", async () => {
    hang(0);
    for (let time = 0; time < 10; time++)
      expect(await rejectionOf(look(0))).toMatchObject(TOO_SLOW);
    expect([mount.underWay, mount.most]).toEqual([1, 1]);
    mount.recover();
    await expect.poll(async () => await look(0).catch(() => "hangs")).not.toBe("hangs");
  });

  it("takes two operations at most for many callers, and no turn from others", async () => {
    hang(0);
    const asking = Array.from({ length: 10 }, async () => await rejectionOf(look(0)));
    const others = Array.from({ length: 10 }, async (_, nth) => await look(nth + 1));
    for (const error of await Promise.all(asking)) expect(error).toMatchObject(TOO_SLOW);
    expect(await Promise.all(others)).toHaveLength(10);
    expect(mount.underWay).toBeLessThanOrEqual(LIMITS.atOnce);
    mount.recover();
  });

  it("does not block other folders: 2 of 20 hang, and 18 are read", async () => {
    hang(0, 1);
    for (let round = 0; round < 2; round++) {
      const all = Array.from({ length: 20 }, async (_, nth) => await look(nth));
      const outcomes = await Promise.allSettled(all);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(18);
    }
    mount.recover();
  });

  it("takes 4 threads together with 19 others, and then each call is refused immediately until one answers", async () => {
    hang(...Array.from({ length: 20 }, (_, nth) => nth));
    for (let round = 0; round < 3; round++) {
      const all = Array.from({ length: 20 }, async (_, nth) => await rejectionOf(look(nth)));
      for (const error of await Promise.all(all)) expect(error).toMatchObject(TOO_SLOW);
    }
    expect(mount.most).toBe(LIMITS.atOnce + LIMITS.overdue);
    mount.recover();
    await expect.poll(async () => await look(5).catch(() => "hangs")).not.toBe("hangs");
    expect(mount.underWay).toBe(0);
  });

  it("leaves no folder open when it answers late", async () => {
    hang(0);
    expect(await rejectionOf(cases.read("case_0", ["manifest.json"]))).toMatchObject(TOO_SLOW);
    mount.recover();
    await expect.poll(() => openBelow(root)).toEqual([]);
  });

  it("is listed with all others when it is behind a link", async () => {
    await symlink(join(root, "case_3"), join(root, "linked"));
    mount.hanging.add(join(root, "linked"));
    const names = await cases.folders();
    expect(names).toHaveLength(21);
    expect(names).toContain("linked");
    mount.recover();
  });
});

function openBelow(folder: string): string[] {
  return readdirSync("/proc/self/fd")
    .map(targetOf)
    .filter((to) => to.startsWith(folder));
}

function targetOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return "";
  }
}

it("a wait for a file to settle does not count towards the deadline of operations", async () => {
  const calls = new BoundedCalls({ ...LIMITS, withinMs: 50 });
  const answer = calls.within(root, async (run) => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    return await run(async () => await Promise.resolve("read"));
  });
  expect(await answer).toBe("read");
});
