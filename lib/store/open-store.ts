import type { ObjectStore } from "./contract.ts";
import { FileStore } from "./file/file-store.ts";
import type { OpenedStore } from "./links.ts";
import type { Place } from "./place.ts";
import type { StoreObserver } from "./file/store-folder.ts";

/**
 * Opens the store at a place, and makes its folder if that does not exist.
 *
 * @param observe called when the folder was removed or replaced while in use and was opened again
 * @throws ClarityError `store_unavailable`
 */
export async function openStore(place: Place, observe?: StoreObserver): Promise<OpenedStore> {
  if (place.kind === "folder") {
    return { store: await FileStore.open(place.folder, undefined, observe) };
  }
  if (place.credentials !== undefined) {
    const direct = (await import("./s3/direct/open-store.ts")).openDirectStore(place);
    if (direct !== undefined) return direct;
  }
  return (await s3()).openS3Store(place);
}

/**
 * As `openStore`, but returns undefined when there is no store: a command that maintains a store must not make
 * one. A bucket always counts as a store, because nothing in it shows whether it is one.
 */
export async function openExistingStore(place: Place): Promise<ObjectStore | undefined> {
  if (place.kind === "folder") return await FileStore.openExisting(place.folder);
  return (await s3()).openS3Store(place).store;
}

/** Loads the SDK only where it is used, because loading it takes longer than the work of most commands. */
async function s3() {
  return await import("./s3/open-store.ts");
}
