import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { assertCreateOnly } from "../../lib/store/create-only-check.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { openExistingStore, openStore } from "../../lib/store/open-store.ts";
import type { Place } from "../../lib/store/place.ts";
import { bytes, rejectionOf, temporaryFolder, textOf } from "./temp-folder.ts";
import { failingFiles } from "./watched-files.ts";
import { listAll } from "../../lib/store/list-all.ts";
import { required } from "../../lib/required.ts";

let cacheDir: string;
let place: Place;

beforeEach(async () => {
  cacheDir = join(await temporaryFolder(), "cache");
  place = { kind: "folder", folder: cacheDir };
});

describe("opening the store", () => {
  it("creates a missing store", async () => {
    const { store } = await openStore(place);
    await store.create("reports/key/0.pdf", bytes("%PDF-"));
    const again = await openStore(place);
    expect(textOf((await again.store.get("reports/key/0.pdf"))?.body)).toBe("%PDF-");
  });
});

describe("opening an existing store", () => {
  it("finds the store that was opened before, with all its objects", async () => {
    const { store: opened } = await openStore(place);
    await assertCreateOnly(opened);
    await opened.create("reports/key/0.pdf", bytes("%PDF-"));
    const store = await openExistingStore(place);
    expect(textOf((await store?.get("reports/key/0.pdf"))?.body)).toBe("%PDF-");
  });

  it("recognises a store without its scratch folder by the objects that every cache leaves", async () => {
    await assertCreateOnly((await openStore(place)).store);
    await rm(join(cacheDir, "tmp"), { recursive: true });
    expect(await openExistingStore(place)).toBeDefined();
  });

  it("opens a read-only store, whatever its scratch folder contains", async () => {
    const { store: opened } = await openStore(place);
    await assertCreateOnly(opened);
    await opened.create("reports/key/0.pdf", bytes("%PDF-"));
    await mkdir(join(cacheDir, "tmp", "boot.1.1.1.0123456789abcdef"));
    await utimes(join(cacheDir, "tmp", "boot.1.1.1.0123456789abcdef"), 1, 1);
    const readOnly = failingFiles("rm", "", "EROFS");
    const store = await FileStore.openExisting(cacheDir, readOnly);
    expect(await listAll(required(store, "opened"), "reports/")).toHaveLength(1);
    expect(await rejectionOf(FileStore.open(cacheDir, readOnly))).toMatchObject({
      code: "store_unavailable",
    });
    const broken = failingFiles("rm", "", "EIO");
    expect(await rejectionOf(FileStore.openExisting(cacheDir, broken))).toMatchObject({
      cause: { code: "EIO" },
    });
  });

  it("creates nothing when the folder is missing", async () => {
    expect(await openExistingStore(place)).toBeUndefined();
    await expect(readdir(cacheDir)).rejects.toThrow("ENOENT");
  });

  it("creates nothing in a folder that is not a store", async () => {
    await mkdir(cacheDir);
    await writeFile(join(cacheDir, "README.md"), "notes");
    expect(await openExistingStore(place)).toBeUndefined();
    expect(await readdir(cacheDir)).toEqual(["README.md"]);
  });

  it.each(["tmp", "reports", "claims", "probe"])(
    "does not take a folder for a store because it contains one called %s",
    async (name) => {
      await mkdir(join(cacheDir, name), { recursive: true });
      expect(await openExistingStore(place)).toBeUndefined();
      expect(await readdir(cacheDir)).toEqual([name]);
    },
  );

  it("does not take a file for a store", async () => {
    await writeFile(cacheDir, "a file");
    expect(await openExistingStore(place)).toBeUndefined();
  });

  it("reports that the store is unreachable when it cannot be inspected", async () => {
    const far = join(dirname(cacheDir), "x".repeat(300));
    const error = await rejectionOf(openExistingStore({ kind: "folder", folder: far }));
    expect(error).toMatchObject({ code: "store_unavailable", cause: { code: "ENAMETOOLONG" } });
  });
});
