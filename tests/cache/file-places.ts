import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import type { Places } from "./places.ts";

/** Where an object's body lies in a file store's folder. */
function bodyPath(root: string, key: string): string {
  return join(root, key, `body${extname(key)}`);
}

function metadataPath(root: string, key: string): string {
  return join(root, key, "metadata.json");
}

/** Folders, each with a file store in it. */
export const FILE_PLACES: Places = {
  crowd: { processes: 16, calls: 8 },
  worker: join(import.meta.dirname, "file-worker.ts"),
  make: makeFolder,
  discard: removeFolder,
  open: async (root) => await FileStore.open(root),

  async setAge(root, key, ageMs) {
    const time = (Date.now() - ageMs) / 1000;
    await utimes(join(root, key), time, time);
  },

  /** Without the store's flushes: a thousand of them take a second. */
  async put(root, key, body, metadata) {
    await mkdir(join(root, key), { recursive: true });
    await writeFile(bodyPath(root, key), body);
    await writeFile(metadataPath(root, key), JSON.stringify(metadata));
  },

  async litter(root, name) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), "mine");
  },

  ownDamages: {
    "without its body": async (root, key) => await rm(bodyPath(root, key)),
    "with garbage for metadata": async (root, key) => await writeFile(metadataPath(root, key), "{"),
    "without its metadata file": async (root, key) => await rm(metadataPath(root, key)),
  },
};
