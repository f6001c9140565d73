import type { ListObjects } from "../contract.ts";
import type { BucketPlace } from "../place.ts";
import { clientOf } from "./client.ts";
import { listObjects } from "./list-objects.ts";

/** Not in open-store.ts: a function that only lists reports must not contain a store that could write. */
export function openS3Listing(place: BucketPlace): ListObjects {
  const bucket = { client: clientOf(place), bucket: place.bucket };
  return (prefix) => listObjects(bucket, prefix);
}
