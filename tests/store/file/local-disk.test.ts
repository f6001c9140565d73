import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { CaseFolder } from "../../../lib/store/file/case-folder.ts";
import { LocalDisk } from "../../../lib/store/file/local-disk.ts";
import { temporaryFolder } from "../temp-folder.ts";

const NAMES = ["manifest.json", "metrics.json", "clarity/manifest.json"];

let root: string;
let folder: string;
let disk: LocalDisk;
beforeEach(async () => {
  root = await temporaryFolder();
  folder = join(root, "case_1");
  await mkdir(join(folder, "clarity"), { recursive: true });
  for (const name of ["manifest.json", "clarity/manifest.json"]) {
    await writeFile(join(folder, name), "{}");
  }
  disk = new LocalDisk(root);
});

// It needs a system that lists open folders.
describe.runIf(existsSync("/proc/self/fd"))("a folder on a local disk", () => {
  it("is looked at without a thread only once it is trusted, and with the same identities", async () => {
    expect(disk.identities(folder, NAMES)).toBeUndefined();
    await disk.trust(folder);
    const quick = disk.identities(folder, NAMES);
    // A source that has not looked at the folder before uses a thread.
    expect(quick).toEqual(await new CaseFolder(root).identify("case_1", NAMES));
    expect(quick).toEqual([expect.any(String), undefined, expect.any(String)]);
  });

  it("shows an edit, and a file that came or went", async () => {
    await disk.trust(folder);
    const before = disk.identities(folder, NAMES);
    writeFileSync(join(folder, "manifest.json"), '{"title": "other"}');
    writeFileSync(join(folder, "metrics.json"), "{}");
    await rm(join(folder, "clarity"), { recursive: true });
    const [manifest, metrics, below] = disk.identities(folder, NAMES) ?? [];
    expect(manifest).not.toBe(before?.[0]);
    expect([metrics, below]).toEqual([expect.any(String), undefined]);
  });

  it.each<[string, (path: string) => void]>([
    ["a file is a link", (path) => linked(join(path, "manifest.json"))],
    ["its subfolder is a link", (path) => linked(join(path, "clarity"))],
    ["it is a link itself", linked],
    ["it was removed", (path) => renameSync(path, `${path}-gone`)],
    ["it is a file", (path) => (renameSync(path, `${path}-gone`), writeFileSync(path, ""))],
  ])("is left to a thread from then on when %s", async (_, change) => {
    await disk.trust(folder);
    change(folder);
    expect(disk.identities(folder, NAMES)).toBeUndefined();
    expect(disk.identities(folder, NAMES)).toBeUndefined();
  });

  it("that is a link is never trusted", async () => {
    linked(folder);
    await disk.trust(folder);
    expect(disk.identities(folder, NAMES)).toBeUndefined();
  });

  it("on another device than the root is never trusted", async () => {
    await disk.trust("/proc/self");
    expect(disk.identities("/proc/self", ["stat"])).toBeUndefined();
  });

  it("below a root that is not on a local disk is never trusted", async () => {
    const other = new LocalDisk("/proc");
    await other.trust("/proc/self/task");
    expect(other.identities("/proc/self/task", ["stat"])).toBeUndefined();
  });
});

/** Moves what is there, and leaves a link to it. */
function linked(path: string): void {
  const moved = `${path}-moved`;
  renameSync(path, moved);
  symlinkSync(moved, path);
  mkdirSync(`${path}-other`);
}
