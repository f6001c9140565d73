import { assertCreateOnly } from "../../../lib/store/create-only-check.ts";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import type { Kept } from "../../cache/upkeep/kept.ts";
import { LAYOUT } from "../../cache/report-layout.ts";
import { makeDesk, type Desk } from "../command-line.ts";

/** A desk with an existing store, and the store as tests of the cache see it. */
export async function makeKept(): Promise<Desk & Kept> {
  const desk = await makeDesk([]);
  const store = await FileStore.open(desk.cacheDir);
  await assertCreateOnly(store);
  return { ...desk, root: desk.cacheDir, place: { store, layout: LAYOUT } };
}
