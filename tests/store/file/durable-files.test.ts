import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { ensureFolder } from "../../../lib/store/file/durable-files.ts";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { bytes, temporaryFolder, textOf } from "../temp-folder.ts";
import { logTo, watchedFiles } from "../watched-files.ts";
import { listAll } from "../../../lib/store/list-all.ts";

describe("publishing an object", () => {
  let root: string;
  beforeEach(async () => {
    root = await temporaryFolder();
  });

  it("flushes both files, their folder and the new parents before the rename", async () => {
    const log: string[] = [];
    const files = watchedFiles(logTo(log, root));
    const store = await FileStore.open(root, files);
    log.length = 0;
    await store.create("reports/key/0.pdf", bytes("%PDF-"), { key: "key" });
    expect(log).toEqual([
      "mkdir tmp/*",
      "writeFile tmp/*/body.pdf",
      "sync tmp/*/body.pdf",
      "writeFile tmp/*/metadata.json",
      "sync tmp/*/metadata.json",
      "sync tmp/*",
      "mkdir reports",
      "sync .",
      "mkdir reports/key",
      "sync reports",
      "rename tmp/* reports/key/0.pdf",
      "sync reports/key",
    ]);
  });

  it("flushes the parent of the published folder even when no parent is new", async () => {
    const log: string[] = [];
    const files = watchedFiles(logTo(log, root));
    const store = await FileStore.open(root, files);
    await store.create("claims/key/0", bytes("{}"));
    log.length = 0;
    await store.create("claims/key/1", bytes("{}"));
    expect(log.slice(-2)).toEqual(["rename tmp/* claims/key/1", "sync claims/key"]);
  });

  it("writes nothing for an existing object", async () => {
    const log: string[] = [];
    const files = watchedFiles(logTo(log, root));
    const store = await FileStore.open(root, files);
    await store.create("claims/key/0", bytes("{}"));
    log.length = 0;
    expect(await store.create("claims/key/0", bytes("{}"))).toBe("exists");
    expect(log).toEqual([]);
  });

  it("recreates a parent that a clean-up removed just before the rename", async () => {
    let removals = 0;
    const files = watchedFiles(async ({ name }, run) => {
      // Only the last parent, then both: as a clean-up goes up the tree.
      if (name === "rename" && removals < 2) {
        await rm(join(root, removals === 0 ? "claims/key" : "claims"), { recursive: true });
        removals++;
      }
      return await run();
    });
    const store = await FileStore.open(root, files);
    expect(await store.create("claims/key/0", bytes("{}"))).toBe("created");
    expect(removals).toBe(2);
    expect(textOf((await store.get("claims/key/0"))?.body)).toBe("{}");
  });

  it("fails when its files are gone, instead of retrying for ever", async () => {
    const files = watchedFiles(async ({ name, path }, run) => {
      if (name === "rename") await rm(path, { recursive: true });
      return await run();
    });
    const store = await FileStore.open(root, files);
    const creation = store.create("claims/key/0", bytes("{}"));
    await expect(creation).rejects.toMatchObject({ code: "store_unavailable" });
    expect(await store.get("claims/key/0")).toBeUndefined();
  });

  it("keeps creating while another process keeps removing the neighbours", async () => {
    const [creator, remover] = await Promise.all([FileStore.open(root), FileStore.open(root)]);
    const rounds = Array.from({ length: 60 }, (_, round) => `claims/key/${round}`);
    const answers: string[] = [];
    for (const key of rounds) {
      const creation = creator.create(key, bytes("{}"));
      const previous = `claims/key/${answers.length - 1}`;
      await Promise.all([creation, answers.length > 0 && remover.remove(previous)]);
      answers.push(await creation);
    }
    expect(new Set(answers)).toEqual(new Set(["created"]));
    expect((await listAll(remover, "claims/")).map(({ key }) => key)).toEqual([rounds.at(-1)]);
  });
});

describe("making a folder", () => {
  it("creates the missing parents and accepts existing ones", async () => {
    const root = await temporaryFolder();
    const log: string[] = [];
    const files = watchedFiles(logTo(log, root));
    await ensureFolder(files, join(root, "a/b/c"));
    await ensureFolder(files, join(root, "a/b/c"));
    expect((await stat(join(root, "a/b/c"))).isDirectory()).toBe(true);
    expect(log).toEqual(["mkdir a", "sync .", "mkdir a/b", "sync a", "mkdir a/b/c", "sync a/b"]);
  });

  it("fails when nothing can be created in an existing parent, as in /proc", async () => {
    const root = await temporaryFolder();
    const refused = Object.assign(new Error("mkdir"), { code: "ENOENT" });
    const files = watchedFiles(async ({ name, path }, run) => {
      if (name === "mkdir" && path.endsWith("nowhere")) throw refused;
      return await run();
    });
    await expect(ensureFolder(files, join(root, "nowhere"))).rejects.toBe(refused);
    await expect(ensureFolder(files, join(root, "nowhere/below"))).rejects.toBe(refused);
  });
});
