import { mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { FileSystem } from "../../../lib/store/file/durable-files.ts";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import type { StoreEvent } from "../../../lib/store/file/store-folder.ts";
import { bytes, rejectionOf, temporaryFolder, textOf } from "../temp-folder.ts";
import { sentenceOf } from "../sentence-of.ts";
import { watchedFiles } from "../watched-files.ts";
import { listAll } from "../../../lib/store/list-all.ts";

const KEY = "reports/key/0.pdf";
const MISSING = { type: "store_reopened", reason: "missing" };
const REPLACED = { type: "store_reopened", reason: "replaced" };

let parent: string;
let root: string;
let events: StoreEvent[];
beforeEach(async () => {
  parent = await temporaryFolder();
  root = join(parent, "cache");
  events = [];
});

async function openStore(files?: FileSystem): Promise<FileStore> {
  return await FileStore.open(root, files, (event) => void events.push(event));
}

/** Another store, with another object. */
async function makeStore(name: string): Promise<string> {
  const other = join(parent, name);
  await (await FileStore.open(other)).create("reports/other/0.pdf", bytes(name));
  return other;
}

/** Points the link at `root` to another folder, as one step. */
async function pointTo(folder: string): Promise<void> {
  await symlink(folder, join(parent, "link"));
  await rename(join(parent, "link"), root);
}

describe("a file store whose folder changes while it is in use", () => {
  it.each([
    ["its folder", ""],
    ["its scratch folder", "tmp"],
  ])("recreates %s when it was removed, checks it and reports it once", async (_, name) => {
    const store = await openStore();
    await store.create(KEY, bytes("%PDF-1"));
    await rm(join(root, name), { recursive: true });
    expect(await store.create("claims/key/0", bytes("{}"))).toBe("created");
    expect(await store.create("claims/key/0", bytes("{}"))).toBe("exists");
    expect(textOf((await store.get("claims/key/0"))?.body)).toBe("{}");
    expect(events).toEqual([MISSING]);
    expect(await readdir(join(root, "probe"))).toEqual(["create-only"]);
  });

  it("returns undefined after the removal, and creates nothing for a read", async () => {
    const store = await openStore();
    await rm(root, { recursive: true });
    expect(await store.get(KEY)).toBeUndefined();
    expect(await listAll(store, "")).toEqual([]);
    await store.remove(KEY);
    expect(await readdir(parent)).toEqual([]);
    expect(events).toEqual([]);
  });

  it("checks a folder that replaced its own before it writes there", async () => {
    const log: string[] = [];
    const files = watchedFiles(async ({ name, to }, run) => {
      if (name === "rename" && to.startsWith(root)) log.push(to.slice(root.length + 1));
      return await run();
    });
    const store = await openStore(files);
    await store.create(KEY, bytes("%PDF-1"));
    const other = await makeStore("other");
    await rename(root, join(parent, "away"));
    await rename(other, root);
    expect(textOf((await store.get("reports/other/0.pdf"))?.body)).toBe("other");
    log.length = 0;
    expect(await store.create("reports/other/0.pdf", bytes("%PDF-"))).toBe("exists");
    expect(await store.create(KEY, bytes("%PDF-2"))).toBe("created");
    expect(log).toEqual(["probe/create-only", "probe/create-only", KEY]);
    expect(events).toEqual([REPLACED]);
  });

  it("follows a link that is switched to another store, and back", async () => {
    const [one, two] = [await makeStore("one"), await makeStore("two")];
    await pointTo(one);
    const store = await openStore();
    await pointTo(two);
    expect(await store.create(KEY, bytes("%PDF-2"))).toBe("created");
    await pointTo(one);
    expect(await store.create(KEY, bytes("%PDF-1"))).toBe("created");
    expect(await readdir(join(two, "reports"))).toEqual(["key", "other"]);
    expect(events).toEqual([REPLACED, REPLACED]);
  });

  it("is checked once by any number of writers that miss it at the same time", async () => {
    let checks = 0;
    const files = watchedFiles(async ({ name, to }, run) => {
      if (name === "rename" && to.endsWith("probe/create-only")) checks++;
      return await run();
    });
    const store = await openStore(files);
    await rm(root, { recursive: true });
    const names = Array.from({ length: 40 }, (_, nth) => `claims/key/${nth % 20}`);
    const answers = await Promise.all(
      names.map(async (name) => await store.create(name, bytes("{}"))),
    );
    // 40 contenders for 20 names: 20 winners.
    expect(answers.filter((answer) => answer === "created")).toHaveLength(20);
    expect(checks).toBe(2);
    expect(events).toEqual([MISSING]);
  });

  it("removes objects and returns its time when its scratch folder is gone", async () => {
    const store = await openStore();
    await store.create(KEY, bytes("%PDF-"));
    await rm(join(root, "tmp"), { recursive: true });
    await store.remove(KEY);
    expect(await store.get(KEY)).toBeUndefined();
    await store.create(KEY, bytes("%PDF-"));
    const found = await store.get(KEY);
    await rm(join(root, "tmp"), { recursive: true });
    expect(Math.abs(((await found?.clock()) ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(events).toEqual([MISSING, MISSING]);
  });

  it("repeats a write when its folder is replaced in the middle", async () => {
    const other = await makeStore("other");
    let isReplaced = false;
    const files = watchedFiles(async ({ name, to }, run) => {
      if (name === "rename" && to.endsWith(KEY) && !isReplaced) {
        isReplaced = true;
        await rename(root, join(parent, "away"));
        await rename(other, root);
      }
      return await run();
    });
    const store = await openStore(files);
    expect(await store.create(KEY, bytes("%PDF-"))).toBe("created");
    expect((await readdir(join(root, KEY))).sort()).toEqual(["body.pdf", "metadata.json"]);
    expect(events).toEqual([REPLACED]);
  });
});

describe("a file store whose folder cannot be prepared again", () => {
  it.each([
    ["a file", async () => await writeFile(root, ""), /a file is in a folder's place \(ENOTDIR\)/],
    ["a link to nothing", async () => await pointTo(join(parent, "nothing")), /ENOENT/],
    [
      "a folder that takes nothing",
      async () => await pointTo("/proc/self"),
      /could not be written/,
    ],
  ])("refuses writes while %s is in its place", async (_, put, why) => {
    const store = await openStore();
    await rm(root, { recursive: true });
    await put();
    const error = await rejectionOf(store.create(KEY, bytes("%PDF-")));
    expect(error).toMatchObject({ code: "store_unavailable", status: 503 });
    expect(sentenceOf(error)).toMatch(why);
    expect(events).toEqual([]);
    await rm(root);
    expect(await store.create(KEY, bytes("%PDF-"))).toBe("created");
    expect(events).toEqual([MISSING]);
  });

  it("refuses every write while the new folder overwrites", async () => {
    let overwrites = false;
    const files = watchedFiles(async ({ name, to }, run) => {
      if (name === "rename" && overwrites) await rm(to, { recursive: true, force: true });
      return await run();
    });
    const store = await openStore(files);
    await rename(root, join(parent, "away"));
    await mkdir(root);
    overwrites = true;
    for (let attempt = 0; attempt < 2; attempt++) {
      const error = await rejectionOf(store.create(KEY, bytes("%PDF-")));
      expect(error).toMatchObject({ code: "store_untrusted" });
    }
    expect(await store.get(KEY)).toBeUndefined();
    await rm(root, { recursive: true });
    await rename(join(parent, "away"), root);
    overwrites = false;
    expect(await store.create(KEY, bytes("%PDF-"))).toBe("created");
    expect(events).toEqual([]);
  });
});
