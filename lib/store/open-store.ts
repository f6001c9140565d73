import type { ObjectStore } from "./contract.ts";
import { FileStore } from "./file-store.ts";

/** Which store, as the settings tell it. */
export interface StoreSettings {
  /** Folder of the file store. */
  readonly cacheDir: string;
}

/**
 * Opens the store that the settings name, and makes it where there is none.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function openStore({ cacheDir }: StoreSettings): Promise<ObjectStore> {
  return await FileStore.open(cacheDir);
}

/** As `openStore`, but undefined where there is none: who only looks after a store must not make one. */
export async function openExistingStore({
  cacheDir,
}: StoreSettings): Promise<ObjectStore | undefined> {
  return await FileStore.openExisting(cacheDir);
}
