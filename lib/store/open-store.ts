import type { ObjectStore } from "./contract.ts";
import { FileStore } from "./file/file-store.ts";
import type { SignLink } from "./links.ts";
import type { Place } from "./place.ts";
import type { StoreObserver } from "./file/store-folder.ts";

export interface OpenedStore {
  readonly store: ObjectStore;
  /** Where the store can give out its objects itself. */
  readonly sign?: SignLink;
}

/**
 * Opens the store at a place, and makes its folder where there is none.
 *
 * @param observe is called when a folder was removed or replaced while in use, and was opened again
 * @throws ClarityError `store_unavailable`
 */
export async function openStore(place: Place, observe?: StoreObserver): Promise<OpenedStore> {
  if (place.kind === "folder") {
    return { store: await FileStore.open(place.folder, undefined, observe) };
  }
  return (await s3()).openS3Store(place);
}

/**
 * As `openStore`, but undefined where there is none: who only looks after a store must not make one. A
 * bucket always counts as one: nothing in it tells it from others.
 */
export async function openExistingStore(place: Place): Promise<ObjectStore | undefined> {
  if (place.kind === "folder") return await FileStore.openExisting(place.folder);
  return (await s3()).openS3Store(place).store;
}

/** Only where it is used: loading the SDK takes longer than most commands' own work. */
async function s3() {
  return await import("./s3/open-store.ts");
}
