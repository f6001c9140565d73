import { mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { FolderList } from "../../../lib/store/file/folder-list.ts";
import { temporaryFolder } from "../temp-folder.ts";

let root: string;
/** How many operations ran. */
let operations: number;
let list: FolderList;
beforeEach(async () => {
  root = await temporaryFolder();
  operations = 0;
  list = new FolderList(root, {
    within: async (_folder, work) =>
      await work(async (call) => {
        operations++;
        return await call();
      }),
  });
});

/** Longer than the clock of a file system ticks, so that the list is remembered. */
const settle = async () => await sleep(50);

test("a folder that did not change is not read again", async () => {
  for (const name of ["b", "a"]) await mkdir(join(root, name));
  await settle();
  expect(await list.all()).toEqual(["a", "b"]);
  operations = 0;
  expect(await list.all()).toEqual(["a", "b"]);
  expect(operations).toBe(1);
});

test("a folder that comes, goes or is renamed shows at once, 50 times in a row", async () => {
  for (let nth = 0; nth < 50; nth++) {
    await mkdir(join(root, `new_${nth}`));
    expect(await list.all()).toContain(`new_${nth}`);
    await rename(join(root, `new_${nth}`), join(root, `old_${nth}`));
    expect(await list.all()).toContain(`old_${nth}`);
    await rm(join(root, `old_${nth}`), { recursive: true });
    expect(await list.all()).toEqual([]);
  }
});

test("a file in place of a folder of the same name is not listed", async () => {
  await mkdir(join(root, "a"));
  await settle();
  expect(await list.all()).toEqual(["a"]);
  await rm(join(root, "a"), { recursive: true });
  await writeFile(join(root, "a"), "");
  expect(await list.all()).toEqual([]);
});

test("a link that leads to a folder after all is noticed, though nothing changes beside it", async () => {
  await mkdir(join(root, "cases"));
  await symlink(join(root, "cases", "later"), join(root, "link"));
  await settle();
  expect(await list.all()).toEqual(["cases"]);
  await mkdir(join(root, "cases", "later"));
  await expect.poll(async () => await list.all(), { timeout: 10_000 }).toEqual(["cases", "link"]);
});
