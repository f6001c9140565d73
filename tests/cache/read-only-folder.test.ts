import { expect, it } from "vitest";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { bytes } from "../store/temp-folder.ts";
import { failingFiles } from "../store/watched-files.ts";
import { openCache, outcomeOf, Work } from "./cache-fixture.ts";

it("a release is not missed in a folder that may only be read, where nothing was claimed", async () => {
  const { root, store } = await openCache();
  await store.create("probe/create-only", bytes(""));
  const readOnly = await FileStore.openExisting(root, failingFiles("mkdir", "", "EROFS"));
  const fixture = await openCache({ root, through: (real) => readOnly ?? real });
  expect(await outcomeOf(fixture, new Work())).toBe("store_unavailable");
  expect(fixture.events).toEqual([]);
});
