import * as fs from "node:fs/promises";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { folderPages } from "../../../lib/store/file/folder-pages.ts";
import { listAll } from "../../../lib/store/list-all.ts";
import { bytes, rejectionOf, temporaryFolder } from "../temp-folder.ts";
import { failingFiles } from "../watched-files.ts";

const COUNT = 25;

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  for (let nth = 0; nth < COUNT; nth++) await writeFile(join(folder, `${nth}`), "");
});

async function pagesOf(atOnce: number, files = fs): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const { entries } of folderPages(files, folder, atOnce)) {
    pages.push(entries.map(({ name }) => name));
  }
  return pages;
}

describe("the pages of a folder", () => {
  it.each([1, 2, 7, COUNT - 1, COUNT, COUNT + 1])(
    "have all names once, sorted, at most %i at a time",
    async (atOnce) => {
      const pages = await pagesOf(atOnce);
      expect(pages.flat()).toEqual((await fs.readdir(folder)).toSorted());
      expect(
        pages
          .map(({ length }) => length)
          .slice(0, -1)
          .every((length) => length === atOnce),
      ).toBe(true);
    },
  );

  it("keep each name that stays, while others come and go between them", async () => {
    const seen: string[] = [];
    for await (const { entries } of folderPages(fs, folder, 5)) {
      seen.push(...entries.map(({ name }) => name));
      await rm(join(folder, "3"), { force: true });
      await writeFile(join(folder, `${seen.at(-1)}-`), "");
    }
    const stayed = Array.from({ length: COUNT }, (_, nth) => `${nth}`).filter(
      (name) => name !== "3",
    );
    expect(seen.filter((name) => stayed.includes(name))).toEqual(stayed.toSorted());
    expect(seen).toEqual([...new Set(seen)].toSorted());
  });

  it("are one empty page for a missing folder", async () => {
    await rm(folder, { recursive: true });
    expect(await pagesOf(5)).toEqual([[]]);
  });

  it("reject when the folder cannot be read, and so does a list of the store", async () => {
    const blind = failingFiles("opendir", "", "EACCES");
    await expect(pagesOf(5, { ...fs, ...blind })).rejects.toMatchObject({ code: "EACCES" });
    const store = await FileStore.open(join(folder, "store"), blind);
    await store.create("claims/key/0", bytes("{}"));
    expect(await rejectionOf(listAll(store, "claims/"))).toMatchObject({
      code: "store_unavailable",
    });
  });
});

describe("a file store's list", () => {
  it("has objects at the root, in its folders and further down, in order", async () => {
    const store = await FileStore.open(folder);
    const keys = ["a", "b/c", "b.d", "b/c.d/e", "b/c-d/e/f/g", "c/d/e"];
    for (const key of keys) await store.create(key, bytes(key));
    await mkdir(join(folder, "empty"));
    expect((await listAll(store, "")).map(({ key }) => key)).toEqual(keys.toSorted());
    expect((await listAll(store, "b/c")).map(({ key }) => key)).toEqual(
      keys.filter((key) => key.startsWith("b/c")).toSorted(),
    );
  });
});
