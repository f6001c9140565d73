import {
  appendFile,
  mkdir,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { boundedCalls, type BoundedCalls } from "../../../lib/store/file/bounded-calls.ts";
import { CaseFolder } from "../../../lib/store/file/case-folder.ts";
import {
  ARTIFACT_SOURCE_TESTS,
  describeArtifactSource,
  passedArtifactTests,
} from "../artifact-contract.ts";
import { makePipe, makeSocket } from "../child-processes.ts";
import {
  bytes,
  makeFolder,
  rejectionOf,
  removeFolder,
  temporaryFolder,
  textOf,
} from "../temp-folder.ts";
import { sentenceOf } from "../sentence-of.ts";

const CASE = "case_001";
const FILE = "manifest.json";

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
  it("ran in full against the case folder", () => {
    const expected = { CaseFolder: ARTIFACT_SOURCE_TESTS };
    expect(Object.fromEntries(passedArtifactTests)).toEqual(expected);
  });
});

/** Adds more to a file before each operation than one can read. */
class FileThatGrows {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  within: BoundedCalls["within"] = async (folder, work) =>
    await boundedCalls.within(
      folder,
      async (run) =>
        await work(
          async (call) =>
            await run(async () => {
              await appendFile(this.#path, new Uint8Array(2 ** 19));
              return await call();
            }),
        ),
    );
}

describe("a case folder", () => {
  let root: string;
  let path: string;
  let source: CaseFolder;

  beforeEach(async () => {
    root = await temporaryFolder();
    path = join(root, CASE, FILE);
    source = new CaseFolder(root);
    await mkdir(dirname(path));
  });

  it("refuses a file of a terabyte by its size alone, before reading it", async () => {
    await writeFile(path, "");
    await truncate(path, 2 ** 40);
    const reading = source.read(CASE, [FILE], { maxBytes: 2 ** 24 });
    await expect(reading).rejects.toMatchObject({ received: `${2 ** 40} bytes or more` });
  });

  it.each([
    ["a named pipe", async () => await Promise.resolve(makePipe(path))],
    ["a folder", async () => await mkdir(path)],
    ["a device", async () => await symlink("/dev/zero", path)],
    ["a socket", async () => await Promise.resolve(makeSocket(path))],
    ["a link that leads back to itself", async () => await symlink(path, path)],
  ])("refuses %s in place of a file immediately, and identifies it", async (what, make) => {
    await make();
    const error = { name: "UnfitFileError", file: FILE, received: what };
    await expect(source.read(CASE, [FILE], { maxBytes: 5 })).rejects.toMatchObject(error);
    expect(await source.identify(CASE, [FILE])).toEqual([expect.any(String)]);
  });

  it("refuses a file that is longer than its stated size, after one byte too many", async () => {
    await symlink("/proc/kallsyms", path);
    expect((await stat(path)).size).toBe(0);
    const reading = source.read(CASE, [FILE], { maxBytes: 2 ** 20 });
    await expect(reading).rejects.toMatchObject({ received: `${2 ** 20 + 1} bytes or more` });
  });

  it("does not read the terabytes of a file whose stated size is 0", async () => {
    await symlink("/proc/self/pagemap", path);
    const before = process.memoryUsage().rss;
    // The system refuses to read a part of an entry of 8 bytes, which is where the limit ends.
    const reading = source.read(CASE, [FILE], { maxBytes: 2 ** 24 });
    const received = "a file that the system does not let be read";
    await expect(reading).rejects.toMatchObject({ name: "UnfitFileError", received });
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 27);
  });

  it("reads a file whose stated size means nothing", async () => {
    await symlink("/proc/self/status", path);
    const [file] = await source.read(CASE, [FILE], { maxBytes: 2 ** 20 });
    expect(textOf(file?.body)).toMatch(/^Name:[^]*ctxt_switches:\t\d+\n$/);
  });

  it("stops when a file grows as fast as it is read", async () => {
    await writeFile(path, "");
    const growing = new FileThatGrows(path);
    const calls = { within: growing.within };
    const reading = new CaseFolder(root, { calls }).read(CASE, [FILE], { maxBytes: 2 ** 22 });
    await expect(reading).rejects.toMatchObject({ name: "UnfitFileError" });
  });

  it("follows links to files and to folders", async () => {
    const elsewhere = await temporaryFolder();
    await writeFile(join(elsewhere, "manifest.json"), "{}");
    await symlink(join(elsewhere, "manifest.json"), path);
    await symlink(elsewhere, join(root, "case_002"));
    expect(textOf((await source.read(CASE, [FILE]))[0]?.body)).toBe("{}");
    expect(textOf((await source.read("case_002", [FILE]))[0]?.body)).toBe("{}");
    expect(await source.folders()).toEqual(["case_001", "case_002"]);
  });

  it("treats a dangling link as a missing file", async () => {
    await symlink(join(root, "nowhere"), path);
    expect(await source.read(CASE, [FILE])).toEqual([undefined]);
    expect(await source.identify(CASE, [FILE])).toEqual([undefined]);
  });

  it("lists a link that loops or whose target is too long, and all others", async () => {
    await symlink("loop", join(root, "loop"));
    await symlink("x".repeat(300), join(root, "too_long"));
    expect(await source.folders()).toEqual(["case_001", "loop", "too_long"]);
    for (const folder of ["loop", "too_long"]) {
      const error = { code: "store_unavailable" };
      await expect(source.identify(folder, [FILE])).rejects.toMatchObject(error);
    }
  });

  it("lists neither links to files nor dangling links", async () => {
    await writeFile(join(root, "README.md"), "cases");
    await symlink(join(root, "README.md"), join(root, "link-to-file"));
    await symlink(join(root, "nowhere"), join(root, "link-to-nothing"));
    expect(await source.folders()).toEqual(["case_001"]);
  });

  it("notices an edit of equal length whose time of modification was set back", async () => {
    const past = new Date("2026-01-01T00:00:00Z");
    await writeFile(path, "one");
    await utimes(path, past, past);
    const [before] = await source.read(CASE, [FILE]);
    await writeFile(path, "two");
    await utimes(path, past, past);
    expect(await source.identify(CASE, [FILE])).not.toEqual([before?.identity]);
  });

  it("returns only when a file's last clock tick is over, so that any later edit shows", async () => {
    for (let edit = 0; edit < 10; edit++) {
      await writeFile(path, `edit ${edit}`);
      await source.read(CASE, [FILE]);
      const { ctimeMs } = await stat(path);
      // Linux stamps files by the timer's tick, 10 ms at most.
      expect(Date.now() - ctimeMs).toBeGreaterThan(10);
    }
  });

  it("reports that it cannot be listed when it is gone, without a path", async () => {
    await rm(root, { recursive: true });
    const error = await rejectionOf(source.folders());
    expect(error).toMatchObject({ code: "store_unavailable", status: 503, retryAfterSeconds: 5 });
    expect(sentenceOf(error)).not.toContain(root);
  });

  it("reports that an existing file cannot be read, without a path", async () => {
    await rm(path, { force: true });
    await symlink("x".repeat(256), path);
    const error = await rejectionOf(source.read(CASE, [FILE]));
    expect(error).toMatchObject({ code: "store_unavailable", cause: { code: "ENAMETOOLONG" } });
    expect(sentenceOf(error)).not.toContain(root);
    await expect(source.identify(CASE, [FILE])).rejects.toMatchObject({
      code: "store_unavailable",
    });
  });

  it("returns the current content when a file is rewritten while it is read", async () => {
    await writeFile(path, bytes("a".repeat(100_000)));
    const writing = Promise.all([
      source.read(CASE, [FILE]),
      writeFile(path, bytes("b".repeat(100_000))),
    ]);
    const [[found]] = await writing;
    const [now] = await source.identify(CASE, [FILE]);
    const mixed = new Set(textOf(found?.body)).size > 1;
    // Whatever was read in between, its identity differs from that of the current content.
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
    source = new CaseFolder(root, { only: "case_7" });
  });

  it("is the case of the given name, whatever the folder is called", async () => {
    expect(await source.folders()).toEqual(["case_7"]);
    const [found] = await source.read("case_7", [FILE]);
    expect(textOf(found?.body)).toBe("{}");
    expect(await source.identify("case_7", [FILE])).toEqual([found?.identity]);
  });

  it.each(["case_8", "case_70", "manifest.json"])("does not contain a case %s", async (folder) => {
    expect(await source.read(folder, [FILE])).toEqual([undefined]);
    expect(await source.identify(folder, [FILE])).toEqual([undefined]);
  });

  it("refuses a path that would leave the folder", async () => {
    await expect(source.read("case_7", ["../x.json"])).rejects.toThrow(RangeError);
    await expect(source.read("../case_7", [FILE])).rejects.toThrow(RangeError);
  });
});
