import { mkdir, rm, stat, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { CaseFolder } from "../../lib/store/case-folder.ts";
import {
  ARTIFACT_SOURCE_TESTS,
  describeArtifactSource,
  passedArtifactTests,
} from "./artifact-contract.ts";
import { makePipe } from "./child-processes.ts";
import {
  bytes,
  makeFolder,
  rejectionOf,
  removeFolder,
  temporaryFolder,
  textOf,
} from "./temp-folder.ts";

const KEY = "case_001/manifest.json";

describeArtifactSource("CaseFolder", async () => {
  const root = await makeFolder();
  return {
    source: new CaseFolder(root),
    put: async (key, body) => {
      await mkdir(dirname(join(root, key)), { recursive: true });
      await writeFile(join(root, key), body);
    },
    removeAll: async () => await removeFolder(root),
  };
});

describe("the contract", () => {
  it("was run against the case folder, all of it", () => {
    const expected = { CaseFolder: ARTIFACT_SOURCE_TESTS };
    expect(Object.fromEntries(passedArtifactTests)).toEqual(expected);
  });
});

describe("a case folder", () => {
  let root: string;
  let path: string;
  let source: CaseFolder;

  beforeEach(async () => {
    root = await temporaryFolder();
    path = join(root, KEY);
    source = new CaseFolder(root);
    await mkdir(dirname(path));
  });

  it("refuses a file of a terabyte by its size alone, before reading it", async () => {
    await writeFile(path, "");
    await truncate(path, 2 ** 40);
    await expect(source.get(KEY, { maxBytes: 2 ** 24 })).rejects.toMatchObject({ size: 2 ** 40 });
  });

  it("takes a named pipe for no file, and does not wait for its writer", async () => {
    makePipe(path);
    expect(await source.get(KEY)).toBeUndefined();
    expect(await source.identify(KEY)).toBeUndefined();
  });

  it("takes a folder in a file's place for no file", async () => {
    await mkdir(path);
    expect(await source.get(KEY)).toBeUndefined();
    expect(await source.identify(KEY)).toBeUndefined();
  });

  it("follows links to files and to folders", async () => {
    const elsewhere = await temporaryFolder();
    await writeFile(join(elsewhere, "manifest.json"), "{}");
    await symlink(join(elsewhere, "manifest.json"), path);
    await symlink(elsewhere, join(root, "case_002"));
    expect(textOf((await source.get(KEY))?.body)).toBe("{}");
    expect(textOf((await source.get("case_002/manifest.json"))?.body)).toBe("{}");
    expect(await source.folders()).toEqual(["case_001", "case_002"]);
  });

  it("takes a link that leads nowhere for no file", async () => {
    await symlink(join(root, "nowhere"), path);
    expect(await source.get(KEY)).toBeUndefined();
    expect(await source.identify(KEY)).toBeUndefined();
  });

  it("names neither links to files nor links that lead nowhere", async () => {
    await writeFile(join(root, "README.md"), "cases");
    await symlink(join(root, "README.md"), join(root, "link-to-file"));
    await symlink(join(root, "nowhere"), join(root, "link-to-nothing"));
    expect(await source.folders()).toEqual(["case_001"]);
  });

  it("notices an edit of equal length whose time of modification was set back", async () => {
    const past = new Date("2026-01-01T00:00:00Z");
    await writeFile(path, "one");
    await utimes(path, past, past);
    const before = await source.get(KEY);
    await writeFile(path, "two");
    await utimes(path, past, past);
    expect(await source.identify(KEY)).not.toBe(before?.identity);
  });

  it("answers only when a file's last tick is over, so that any later edit shows", async () => {
    for (let edit = 0; edit < 10; edit++) {
      await writeFile(path, `edit ${edit}`);
      await source.get(KEY);
      const { ctimeMs } = await stat(path);
      // Linux stamps files by the timer's tick, 10 ms at most.
      expect(Date.now() - ctimeMs).toBeGreaterThan(10);
    }
  });

  it("says that it cannot be listed when it is gone, not that it is empty, naming no path", async () => {
    await rm(root, { recursive: true });
    const error = await rejectionOf(source.folders());
    expect(error).toMatchObject({ code: "store_unavailable", status: 503, retryAfterSeconds: 5 });
    expect(String(error)).not.toContain(root);
  });

  it("says that a file cannot be read for another reason than absence, naming no path", async () => {
    await rm(path, { force: true });
    await symlink(path, path);
    const error = await rejectionOf(source.get(KEY));
    expect(error).toMatchObject({ code: "store_unavailable", cause: { code: "ELOOP" } });
    expect(String(error)).not.toContain(root);
    await expect(source.identify(KEY)).rejects.toMatchObject({ code: "store_unavailable" });
  });

  it("answers what is there when an object is written anew while it is read", async () => {
    await writeFile(path, bytes("a".repeat(100_000)));
    const writing = Promise.all([source.get(KEY), writeFile(path, bytes("b".repeat(100_000)))]);
    const [found] = await writing;
    const now = await source.identify(KEY);
    const mixed = new Set(textOf(found?.body)).size > 1;
    // Whatever was read in between: its identity tells that it is not what is there now.
    expect(mixed && found?.identity === now).toBe(false);
  });
});

describe("the folder of one case alone", () => {
  let root: string;
  let source: CaseFolder;

  beforeEach(async () => {
    root = join(await temporaryFolder(), "from the lab, 3rd try");
    await mkdir(root);
    await writeFile(join(root, "manifest.json"), "{}");
    source = new CaseFolder(root, "case_7");
  });

  it("is the case of the name that it is given, whatever the folder is called", async () => {
    expect(await source.folders()).toEqual(["case_7"]);
    const found = await source.get("case_7/manifest.json");
    expect(textOf(found?.body)).toBe("{}");
    expect(await source.identify("case_7/manifest.json")).toBe(found?.identity);
  });

  it.each(["case_8/manifest.json", "case_7", "case_70/manifest.json", "manifest.json"])(
    "has no %s",
    async (key) => {
      expect(await source.get(key)).toBeUndefined();
      expect(await source.identify(key)).toBeUndefined();
    },
  );

  it("refuses a key that would leave it", async () => {
    for (const key of ["case_7/../x.json", "../case_7/manifest.json"]) {
      await expect(source.get(key)).rejects.toThrow(RangeError);
    }
  });
});
