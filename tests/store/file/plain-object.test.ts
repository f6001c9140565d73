import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { ClarityError } from "../../../lib/errors.ts";
import type { ObjectStore } from "../../../lib/store/contract.ts";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { listAll } from "../../../lib/store/list-all.ts";
import { bytes, rejectionOf, temporaryFolder, textOf } from "../temp-folder.ts";
import { failingFiles, logTo, watchedFiles } from "../watched-files.ts";

const CLAIM = "claims/key/0/0";
const CREATORS = 32;
const ROUNDS = 20;

let root: string;
let store: FileStore;
beforeEach(async () => {
  root = await temporaryFolder();
  store = await FileStore.open(root);
});

/** A claim as versions before 0032 stored it. */
async function plantFolder(key = CLAIM, text = "old"): Promise<void> {
  await mkdir(join(root, key), { recursive: true });
  await writeFile(join(root, key, "body"), text);
  await writeFile(join(root, key, "metadata.json"), "{}\n");
}

async function keysOf(one: ObjectStore): Promise<string[]> {
  return (await listAll(one, "")).map(({ key }) => key);
}

describe("an object without metadata, with a key like a claim's", () => {
  it("is one file, and nothing is left under tmp", async () => {
    await store.create(CLAIM, bytes("{}"));
    expect(await readFile(join(root, CLAIM), "utf8")).toBe("{}");
    expect((await stat(join(root, CLAIM))).nlink).toBe(1);
    expect(await readdir(join(root, "tmp"))).toEqual([]);
    const found = await store.get(CLAIM);
    expect(found).toMatchObject({ metadata: {} });
    const { identity, modifiedAt } = found ?? {};
    expect(await listAll(store, "claims/key/0/")).toEqual([
      { key: CLAIM, size: 2, identity, modifiedAt },
    ]);
  });

  it("may be empty, and is not missing then", async () => {
    const release = `${CLAIM}.nonce.released`;
    expect(await store.create(release, new Uint8Array())).toBe("created");
    expect((await store.get(release))?.body).toHaveLength(0);
    expect(await store.create(release, bytes("x"))).toBe("exists");
    expect(await keysOf(store)).toEqual([release]);
  });

  it("is flushed before its link, and its folder after it", async () => {
    const log: string[] = [];
    const logging = await FileStore.open(root, watchedFiles(logTo(log, root)));
    for (const key of [CLAIM, "claims/key/0/1"]) {
      log.length = 0;
      await logging.create(key, bytes("{}"));
      const isFirst = key === CLAIM;
      expect(log).toEqual([
        "writeFile tmp/*",
        "sync tmp/*",
        ...(isFirst ? ["mkdir claims", "sync .", "mkdir claims/key", "sync claims"] : []),
        ...(isFirst ? ["mkdir claims/key/0", "sync claims/key"] : []),
        `link tmp/* ${key}`,
        "sync claims/key/0",
      ]);
    }
  });

  it("is removed whole, with its emptied folders", async () => {
    await store.create(CLAIM, bytes("{}"));
    await store.remove(CLAIM);
    expect(await store.get(CLAIM)).toBeUndefined();
    expect(await readdir(join(root, "claims"))).toEqual([]);
    expect(await readdir(join(root, "tmp"))).toEqual([]);
    expect(await store.create(CLAIM, bytes("{}"))).toBe("created");
  });

  it("with metadata is a folder", async () => {
    await store.create(CLAIM, bytes("{}"), { by: "me" });
    expect((await readdir(join(root, CLAIM))).sort()).toEqual(["body", "metadata.json"]);
    expect((await store.get(CLAIM))?.metadata).toEqual({ by: "me" });
  });

  it("is not hidden by an empty folder in its place", async () => {
    await mkdir(join(root, CLAIM), { recursive: true });
    expect(await store.get(CLAIM)).toBeUndefined();
    expect(await store.create(CLAIM, bytes("{}"))).toBe("created");
    expect(await store.create(CLAIM, bytes("{}"))).toBe("exists");
  });

  it("is missing when its file is gone, and can be created again", async () => {
    await store.create(CLAIM, bytes("{}"));
    await rm(join(root, CLAIM));
    expect(await store.get(CLAIM)).toBeUndefined();
    expect(await store.create(CLAIM, bytes("{}"))).toBe("created");
  });

  it(`has one winner among ${CREATORS} creators of files and folders in each of ${ROUNDS} rounds`, async () => {
    const stores = [store, await FileStore.open(root)];
    for (let round = 0; round < ROUNDS; round++) {
      const key = `claims/key/0/${round}`;
      const answers = await Promise.all(
        Array.from({ length: CREATORS }, async (_, by) => {
          const metadata = by % 2 === 0 ? {} : { by: `${by}` };
          return await stores[by % 4 < 2 ? 0 : 1]?.create(key, bytes(`${by}`), metadata);
        }),
      );
      const count = (answer: string) => answers.filter((given) => given === answer).length;
      expect([count("created"), count("exists")]).toEqual([1, CREATORS - 1]);
      const winner = answers.indexOf("created");
      expect(textOf((await store.get(key))?.body)).toBe(`${winner}`);
    }
  });
});

describe("a file that is created just before a folder is published in its place", () => {
  it("wins", async () => {
    const files = watchedFiles(async ({ name, to }, run) => {
      if (name === "rename" && to.endsWith(CLAIM)) await store.create(CLAIM, bytes("first"));
      return await run();
    });
    const late = await FileStore.open(root, files);
    expect(await late.create(CLAIM, bytes("second"), { by: "me" })).toBe("exists");
    expect(await store.get(CLAIM)).toMatchObject({ metadata: {}, body: bytes("first") });
    expect(await readdir(join(root, "tmp"))).toEqual([]);
  });
});

describe("a claim of an older version, which is a folder,", () => {
  it("exists for everything that is asked", async () => {
    await plantFolder();
    expect(textOf((await store.get(CLAIM))?.body)).toBe("old");
    expect(await keysOf(store)).toEqual([CLAIM]);
    expect(await store.create(CLAIM, bytes("new"))).toBe("exists");
    await store.create("claims/key/0/1", bytes("new"));
    expect(await keysOf(store)).toEqual([CLAIM, "claims/key/0/1"]);
    await store.remove(CLAIM);
    expect(await keysOf(store)).toEqual(["claims/key/0/1"]);
  });

  it("wins when it is created just before the link", async () => {
    const files = watchedFiles(async ({ name }, run) => {
      if (name === "link") await plantFolder();
      return await run();
    });
    const late = await FileStore.open(root, files);
    expect(await late.create(CLAIM, bytes("new"))).toBe("exists");
    expect(textOf((await store.get(CLAIM))?.body)).toBe("old");
  });

  it("cannot replace a claim that is a file: a process of that version fails instead", async () => {
    await store.create(CLAIM, bytes("new"));
    await plantFolder("tmp/of-the-older-version");
    const publishing = rename(join(root, "tmp/of-the-older-version"), join(root, CLAIM));
    await expect(publishing).rejects.toMatchObject({ code: "ENOTDIR" });
    expect(textOf((await store.get(CLAIM))?.body)).toBe("new");
  });
});

describe("a file system", () => {
  it.each(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"])(
    "that refuses links with %s gets folders, with one winner, and other hosts see them",
    async (code) => {
      const files = failingFiles("link", "", code);
      const stores = [await FileStore.open(root, files), await FileStore.open(root, files)];
      const creations = Array.from({ length: CREATORS }, async (_, nth) => {
        return await stores[nth % 2]?.create(CLAIM, bytes("{}"));
      });
      const answers = await Promise.all(creations);
      expect(answers.filter((answer) => answer === "created")).toHaveLength(1);
      expect(await store.create(CLAIM, bytes("{}"))).toBe("exists");
      expect((await readdir(join(root, CLAIM))).sort()).toEqual(["body", "metadata.json"]);
      expect(await readdir(join(root, "tmp"))).toEqual([]);
    },
  );

  it("whose answer to a link is lost and which refuses the second request created the object", async () => {
    const unlucky = await FileStore.open(
      root,
      watchedFiles(async (operation, run) => {
        if (operation.name !== "link") return await run();
        await run();
        throw Object.assign(new Error("EEXIST"), { code: "EEXIST" });
      }),
    );
    expect(await unlucky.create(CLAIM, bytes("{}"))).toBe("created");
    expect(await unlucky.create(CLAIM, bytes("{}"))).toBe("exists");
    expect(textOf((await store.get(CLAIM))?.body)).toBe("{}");
  });

  it("that replaces files by links is not trusted, at each creation", async () => {
    const files = watchedFiles(async ({ name, to }, run) => {
      if (name === "link") await rm(to, { force: true });
      return await run();
    });
    const replacing = await FileStore.open(root, files);
    for (const key of [CLAIM, "claims/key/0/1"]) {
      const error = await rejectionOf(replacing.create(key, bytes("{}")));
      expect(error).toMatchObject({ code: "store_untrusted", status: 503 });
    }
  });

  it("that refuses the permission says so", async () => {
    const files = failingFiles("link", "", "EACCES");
    const refusing = await FileStore.open(root, files);
    const error = await rejectionOf(refusing.create(CLAIM, bytes("{}")));
    expect(error).toMatchObject({ code: "store_unavailable", lasting: true });
    expect(await readdir(join(root, "tmp"))).toEqual([]);
  });
});

describe("publishing a file while others clean up", () => {
  it("makes a folder again that was removed just before the link", async () => {
    let removals = 0;
    const files = watchedFiles(async ({ name }, run) => {
      if (name === "link" && removals++ < 2) await rm(join(root, "claims"), { recursive: true });
      return await run();
    });
    const creator = await FileStore.open(root, files);
    expect(await creator.create(CLAIM, bytes("{}"))).toBe("created");
    expect(textOf((await store.get(CLAIM))?.body)).toBe("{}");
  });

  it("writes the file again when it was removed before the link, and gives up after three", async () => {
    for (const [times, answer] of [
      [1, "created"],
      [2, "created"],
      [99, "store_unavailable"],
    ] as const) {
      let removals = 0;
      const files = watchedFiles(async ({ name, path }, run) => {
        if (name === "link" && removals++ < times) await rm(path);
        return await run();
      });
      const creator = await FileStore.open(root, files);
      const key = `claims/key/0/${times}`;
      const outcome = await creator.create(key, bytes("{}")).catch((error: unknown) => {
        return error instanceof ClarityError ? error.code : String(error);
      });
      expect(outcome).toBe(answer);
      expect((await store.get(key)) !== undefined).toBe(answer === "created");
    }
  });
});
