import { mkdir, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { makePipe } from "../child-processes.ts";
import { describeObjectStore, OBJECT_STORE_TESTS, passedTests } from "../contract.ts";
import { failingFiles, watchedFiles } from "../watched-files.ts";
import {
  bytes,
  makeFolder,
  readText,
  rejectionOf,
  removeFolder,
  temporaryFolder,
  textOf,
} from "../temp-folder.ts";
import { sentenceOf } from "../sentence-of.ts";
import { listAll } from "../../../lib/store/list-all.ts";

const KEY = "reports/key/0.pdf";

let shared: string;
beforeAll(async () => {
  shared = await makeFolder();
});
afterAll(async () => await removeFolder(shared));

describeObjectStore("FileStore", async () => await FileStore.open(shared));

describe("the contract", () => {
  it("ran in full against the file store", () => {
    expect(Object.fromEntries(passedTests)).toEqual({ FileStore: OBJECT_STORE_TESTS });
  });
});

describe("a file store", () => {
  let root: string;
  let store: FileStore;
  beforeEach(async () => {
    root = await temporaryFolder();
    store = await FileStore.open(root);
  });

  it("creates its folder when it is missing, parents included", async () => {
    const fresh = await FileStore.open(join(root, "var/cache"));
    expect(await fresh.create(KEY, bytes("%PDF-"))).toBe("created");
  });

  it("keeps an object as a plain file that opens, with its metadata beside it", async () => {
    await store.create(KEY, bytes("%PDF-1.7"), { key: "key", sha256: "00" });
    const folder = join(root, "reports/key/0.pdf");
    expect((await readdir(folder)).sort()).toEqual(["body.pdf", "metadata.json"]);
    expect(await readText(join(folder, "body.pdf"))).toBe("%PDF-1.7");
    const metadata = '{\n  "key": "key",\n  "sha256": "00"\n}\n';
    expect(await readText(join(folder, "metadata.json"))).toBe(metadata);
    expect(await readdir(join(root, "tmp"))).toEqual([]);
  });

  it("gives the body no extension when the key has none", async () => {
    await store.create("claims/key/0/9", bytes("{}"));
    expect((await readdir(join(root, "claims/key/0/9"))).sort()).toEqual(["body", "metadata.json"]);
  });

  it("refuses keys in its internal folder", async () => {
    await expect(store.create("tmp/key", bytes("body"))).rejects.toThrow(RangeError);
    await expect(store.get("tmp/key")).rejects.toThrow(RangeError);
    await expect(store.remove("tmp")).rejects.toThrow(RangeError);
    expect(await store.create("tmpfile", bytes("body"))).toBe("created");
  });

  it("does not list objects that are being written", async () => {
    await mkdir(join(root, "tmp/half"));
    await writeFile(join(root, "tmp/half/body.pdf"), "%P");
    expect(await listAll(store, "")).toEqual([]);
    expect(await listAll(store, "t")).toEqual([]);
  });

  it("removes the emptied folders above a removed object, but not the top ones", async () => {
    await store.create("claims/key/0/0", bytes("{}"));
    await store.create("claims/key/1/0", bytes("{}"));
    await store.remove("claims/key/0/0");
    expect(await readdir(join(root, "claims/key"))).toEqual(["1"]);
    await store.remove("claims/key/1/0");
    expect(await readdir(join(root, "claims"))).toEqual([]);
    expect(await readdir(join(root, "tmp"))).toEqual([]);
  });

  it("leaves nothing under tmp when a write fails in the middle", async () => {
    const failing = await FileStore.open(root, failingFiles("open", "metadata.json", "ENOSPC"));
    const creation = failing.create(KEY, bytes("%PDF-"));
    await expect(creation).rejects.toMatchObject({ code: "store_unavailable" });
    expect(await readdir(join(root, "tmp"))).toEqual([]);
    expect(await store.get(KEY)).toBeUndefined();
  });

  it("rejects when the last flush fails, because the outcome is unknown though the object exists", async () => {
    const failing = await FileStore.open(root, failingFiles("open", "reports/key", "EIO"));
    await mkdir(join(root, "reports/key"), { recursive: true });
    const creation = failing.create(KEY, bytes("%PDF-"));
    await expect(creation).rejects.toMatchObject({ code: "store_unavailable" });
    expect(textOf((await store.get(KEY))?.body)).toBe("%PDF-");
  });
});

describe("a foreign file in a file store", () => {
  const CLAIM = "claims/key/0/0";
  const STRAYS = [".DS_Store", "notes.txt", "Thumbs.db"];
  let root: string;
  let store: FileStore;
  beforeEach(async () => {
    root = await temporaryFolder();
    store = await FileStore.open(root);
    await store.create(KEY, bytes("%PDF-1.7"), { key: "key" });
    await store.create(CLAIM, bytes("{}"));
  });

  it("hides nothing when it lies at the root", async () => {
    for (const stray of STRAYS) await writeFile(join(root, stray), "x");
    expect((await listAll(store, "")).map(({ key }) => key)).toEqual([CLAIM, KEY]);
  });

  const folders = ["reports", "reports/key", "claims", "claims/key", "claims/key/0"];
  it.each(folders)("hides nothing below it when it lies in the folder %j", async (folder) => {
    for (const stray of STRAYS) await writeFile(join(root, folder, stray), "x");
    expect((await listAll(store, "")).map(({ key }) => key)).toEqual([CLAIM, KEY]);
    expect((await listAll(store, "claims/key/0/")).map(({ key }) => key)).toEqual([CLAIM]);
    expect(textOf((await store.get(KEY))?.body)).toBe("%PDF-1.7");
    expect(await store.get(folder)).toBeUndefined();
    await store.remove(folder);
    expect(await store.create(KEY, bytes("another"))).toBe("exists");
    expect(await store.create("claims/key/0/1", bytes("{}"))).toBe("created");
    expect(await store.create("claims/key/1/0", bytes("{}"))).toBe("created");
  });

  it("is not listed when its folder has a name that no key has", async () => {
    await mkdir(join(root, "reports/@eaDir/key"), { recursive: true });
    await writeFile(join(root, "reports/@eaDir/key/metadata.json"), "{}");
    expect((await listAll(store, "reports/")).map(({ key }) => key)).toEqual([KEY]);
  });

  it("does not hide the object when it is a folder beside the object's files", async () => {
    await mkdir(join(root, KEY, ".AppleDouble"));
    expect((await listAll(store, "reports/")).map(({ key }) => key)).toEqual([KEY]);
    await rm(join(root, KEY, "metadata.json"));
    expect((await listAll(store, "reports/")).map(({ key }) => key)).toEqual([KEY]);
    expect(textOf((await store.get(KEY))?.body)).toBe("%PDF-1.7");
  });

  it("does not disturb later objects when it outlives the objects around it", async () => {
    await writeFile(join(root, "claims/key/0/.DS_Store"), "x");
    await store.remove(CLAIM);
    expect(await listAll(store, "claims/key/0/")).toEqual([]);
    expect(await store.create(CLAIM, bytes("{}"))).toBe("created");
    expect((await listAll(store, "claims/")).map(({ key }) => key)).toEqual([CLAIM]);
  });
});

describe("a damaged object of a file store", () => {
  let root: string;
  let folder: string;
  let store: FileStore;
  beforeEach(async () => {
    root = await temporaryFolder();
    store = await FileStore.open(root);
    await store.create(KEY, bytes("%PDF-1.7"), { key: "key" });
    folder = join(root, KEY);
  });

  const stillInTheWay = async () => {
    expect(await store.create(KEY, bytes("another"))).toBe("exists");
    expect((await listAll(store, "reports/")).map(({ key }) => key)).toEqual([KEY]);
  };

  it("has an empty body when its body is missing, and still blocks creation", async () => {
    await rm(join(folder, "body.pdf"));
    const found = await store.get(KEY);
    expect(found).toMatchObject({ metadata: { key: "key" }, identity: "damaged" });
    expect(found?.body).toHaveLength(0);
    await stillInTheWay();
    expect(await listAll(store, "reports/")).toMatchObject([{ identity: "damaged", size: 0 }]);
  });

  it("has empty metadata when they are missing, and still blocks creation", async () => {
    await rm(join(folder, "metadata.json"));
    const found = await store.get(KEY);
    expect(found?.metadata).toEqual({});
    expect(textOf(found?.body)).toBe("%PDF-1.7");
    await stillInTheWay();
  });

  it.each([
    ["nothing", ""],
    ["something other than JSON", "%PDF"],
    ["cut JSON", '{"key": "ke'],
    ["null", "null"],
    ["a list", "[]"],
  ])("has empty metadata when they are %s", async (_, text) => {
    await writeFile(join(folder, "metadata.json"), text);
    expect((await store.get(KEY))?.metadata).toEqual({});
    await stillInTheWay();
  });

  it("keeps the metadata that are text", async () => {
    await writeFile(join(folder, "metadata.json"), '{"key": "key", "sha256": 1, "by": {}}');
    expect((await store.get(KEY))?.metadata).toEqual({ key: "key" });
  });

  it("is returned as it is when it is truncated", async () => {
    await truncate(join(folder, "body.pdf"), 4);
    expect(textOf((await store.get(KEY))?.body)).toBe("%PDF");
    await stillInTheWay();
  });

  it("does not exist without both files, and can be created again", async () => {
    await rm(join(folder, "body.pdf"));
    await rm(join(folder, "metadata.json"));
    expect(await store.get(KEY)).toBeUndefined();
    expect(await listAll(store, "reports/")).toEqual([]);
    expect(await store.create(KEY, bytes("again"))).toBe("created");
    expect(textOf((await store.get(KEY))?.body)).toBe("again");
  });

  it("is damaged when only a third file is left, and still blocks creation", async () => {
    await rm(join(folder, "body.pdf"));
    await rm(join(folder, "metadata.json"));
    await writeFile(join(folder, "notes.txt"), "found damaged");
    expect(await store.get(KEY)).toMatchObject({ identity: "damaged", metadata: {} });
    await stillInTheWay();
  });

  it("does not block its reader when its body is a named pipe", async () => {
    await rm(join(folder, "body.pdf"));
    makePipe(join(folder, "body.pdf"));
    expect((await store.get(KEY))?.identity).toBe("damaged");
  });
});

describe("a file store that cannot be used", () => {
  let root: string;
  beforeEach(async () => {
    root = await temporaryFolder();
  });

  it("does not open when its folder is a file", async () => {
    await writeFile(join(root, "cache"), "");
    expect(await refusal(FileStore.open(join(root, "cache")))).toMatch(
      /could not be opened.*ENOTDIR/,
    );
  });

  it("does not open when its scratch folder is a file", async () => {
    await writeFile(join(root, "tmp"), "");
    expect(await refusal(FileStore.open(root))).toMatch(/could not be opened.*ENOTDIR/);
  });

  it("does not create below a file", async () => {
    await writeFile(join(root, "reports"), "");
    const store = await FileStore.open(root);
    expect(await refusal(store.create(KEY, bytes("%PDF-")))).toMatch(
      /could not be written.*ENOTDIR/,
    );
    expect(await refusal(store.create("reports", bytes("%PDF-")))).toMatch(
      /could not be written.*ENOTDIR/,
    );
    expect(await readText(join(root, "reports"))).toBe("");
  });

  it.each([
    ["EACCES", /permission denied/],
    ["EROFS", /read-only/],
    ["ENOSPC", /disk is full/],
    ["EMFILE", /too many files/],
    ["EWHATEVER", /the system refused it/],
  ])("reports that writing fails with %s", async (code, why) => {
    const store = await FileStore.open(root, failingFiles("open", "body.pdf", code));
    expect(await refusal(store.create(KEY, bytes("%PDF-")))).toMatch(why);
  });

  it("never reports a missing permission as a missing object", async () => {
    await (await FileStore.open(root)).create(KEY, bytes("%PDF-"));
    const blind = await FileStore.open(root, failingFiles("stat", "0.pdf", "EACCES"));
    expect(await refusal(blind.get(KEY))).toMatch(/could not be read.*permission denied/);
    expect(await refusal(listAll(blind, "reports/"))).toMatch(
      /could not be listed.*permission denied/,
    );
    const closed = await FileStore.open(root, failingFiles("readdir", "key", "EACCES"));
    expect(await refusal(listAll(closed, "reports/"))).toMatch(
      /could not be listed.*permission denied/,
    );
    expect(await refusal(listAll(closed, ""))).toMatch(/could not be listed.*permission denied/);
    const fixed = await FileStore.open(root, failingFiles("rename", "0.pdf", "EPERM"));
    expect(await refusal(fixed.create("reports/other/0.pdf", bytes("")))).toMatch(
      /could not be written.*permission denied/,
    );
  });

  it("reports that it cannot remove an object that cannot be moved", async () => {
    const store = await FileStore.open(root);
    await store.create(KEY, bytes("%PDF-"));
    const fixed = await FileStore.open(root, failingFiles("rename", "", "EPERM"));
    expect(await refusal(fixed.remove(KEY))).toMatch(/could not be removed.*permission denied/);
    expect(textOf((await store.get(KEY))?.body)).toBe("%PDF-");
  });

  it("returns no time when the clock's file cannot be written", async () => {
    await (await FileStore.open(root)).create(KEY, bytes("%PDF-"));
    const full = watchedFiles(async ({ name, path }, run) => {
      if (name !== "open" || !path.startsWith(join(root, "tmp"))) return await run();
      throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
    });
    const found = await (await FileStore.open(root, full)).get(KEY);
    expect(await refusal(found?.clock() ?? Promise.resolve())).toMatch(
      /could not be written.*ENOSPC/,
    );
  });
});

/** The sentence of the store's error; everything else in it is checked here. */
async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await rejectionOf(promise);
  expect(error).toMatchObject({ name: "ClarityError", code: "store_unavailable", status: 503 });
  expect(error).toHaveProperty("cause.code");
  expect(sentenceOf(error)).not.toMatch(/clarity-tests|\//);
  return sentenceOf(error);
}
