import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { bytes, rejectionOf, temporaryFolder } from "../temp-folder.ts";
import { sentenceOf } from "../sentence-of.ts";
import { watchedFiles } from "../watched-files.ts";

const KEY = "reports/key/0.pdf";
const DAY_SECONDS = 24 * 3_600;

let root: string;
let scratch: string;
beforeEach(async () => {
  root = await temporaryFolder();
  scratch = join(root, "tmp");
});

/** Something to wait for. */
class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

/** Makes everything under `tmp/` look two days old. */
async function age(): Promise<void> {
  const then = Date.now() / 1000 - 2 * DAY_SECONDS;
  for (const name of await readdir(scratch)) await utimes(join(scratch, name), then, then);
}

/** Creates an object; something happens before the file operation of that number. */
async function createWhile(nth: number, happen: () => Promise<void>) {
  let operations = 0;
  const files = watchedFiles(async ({ path }, run) => {
    if (path.startsWith(`${scratch}/`) && operations++ === nth) await happen();
    return await run();
  });
  const store = await FileStore.open(root, files);
  const answer = await store.create(KEY, bytes("%PDF-1.7"), { key: "key" });
  return { answer, hasHappened: operations > nth };
}

describe("removing the scratch files of other processes", () => {
  it("uses the store's clock: a process whose own clock is a day ahead removes nothing", async () => {
    const ofAnotherMachine = join(scratch, "another-machine.1.1.1.1.0123456789abcdef");
    await FileStore.open(root);
    await mkdir(ofAnotherMachine);
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 25 * DAY_SECONDS * 1_000);
    await FileStore.open(root);
    clock.mockRestore();
    expect(await readdir(scratch)).toHaveLength(1);
    await age();
    await FileStore.open(root);
    expect(await readdir(scratch)).toEqual([]);
  });

  it("never publishes half an object: its owner writes it again", async () => {
    let nth = 0;
    for (let isMore = true; isMore; nth++) {
      const { answer, hasHappened } = await createWhile(nth, async () => {
        await age();
        await FileStore.open(root);
      });
      expect(answer).toBe("created");
      expect((await readdir(join(root, KEY))).sort()).toEqual(["body.pdf", "metadata.json"]);
      expect(await readdir(scratch)).toEqual([]);
      await rm(join(root, KEY), { recursive: true });
      isMore = hasHappened;
    }
    // The folder, both files with content and flush, the folder's own flush, the rename.
    expect(nth).toBeGreaterThan(8);
  });

  it("moves the whole folder first, so that half an object cannot be published", async () => {
    const half = new Gate();
    const published = new Gate();
    const sweepersFiles = watchedFiles(async ({ name, path }, run) => {
      // Not the file that shows the time.
      if (name !== "rm" || !(await stat(path)).isDirectory()) return await run();
      await rm(join(path, "body.pdf"), { force: true });
      half.open();
      await published.opened;
      return await run();
    });
    let sweep: Promise<unknown> = Promise.resolve();
    let sweeps = 0;
    const files = watchedFiles(async ({ name, to }, run) => {
      if (name === "rename" && to.endsWith(KEY) && sweeps++ === 0) {
        await age();
        sweep = FileStore.open(root, sweepersFiles);
        await half.opened;
      }
      return await run();
    });
    const store = await FileStore.open(root, files);
    expect(await store.create(KEY, bytes("%PDF-1.7"))).toBe("created");
    published.open();
    await sweep;
    expect((await readdir(join(root, KEY))).sort()).toEqual(["body.pdf", "metadata.json"]);
    expect(sweeps).toBe(2);
    expect(await readdir(scratch)).toEqual([]);
  });

  it("one file at a time by another program makes the creation fail, without silent damage", async () => {
    const files = watchedFiles(async ({ name, path }, run) => {
      if (name === "rename") await rm(join(path, "body.pdf"), { force: true });
      return await run();
    });
    const store = await FileStore.open(root, files);
    const error = await rejectionOf(store.create(KEY, bytes("%PDF-1.7")));
    expect(error).toMatchObject({ code: "store_unavailable", status: 503 });
    expect(sentenceOf(error)).toContain("another program removed files");
    expect(await store.get(KEY)).toMatchObject({ identity: "damaged" });
  });
});
