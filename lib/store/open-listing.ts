import * as files from "node:fs/promises";
import { resolve } from "node:path";
import type { ListedObject, ListObjects } from "./contract.ts";
import { stepsAsStoreError } from "./failures.ts";
import { listObjects } from "./file/list-objects.ts";
import type { BucketPlace, Place } from "./place.ts";

/** Lists the objects of the store at a place, without opening the store: nothing is checked or written. */
export function openListing(place: Place): ListObjects {
  if (place.kind === "bucket") return (prefix) => listBucket(place, prefix);
  const root = resolve(place.folder);
  return (prefix) => stepsAsStoreError("listed", listObjects({ root, files }, prefix));
}

/** Loads the AWS SDK when a list is needed. */
async function* listBucket(place: BucketPlace, prefix: string): AsyncGenerator<ListedObject> {
  const { openS3Listing } = await import("./s3/open-listing.ts");
  yield* openS3Listing(place)(prefix);
}
