import type { BucketPlace } from "../place.ts";
import { clientOf } from "./client.ts";
import { S3Cases } from "./s3-cases.ts";

/** Not in open-store.ts: a function that only reads cases must not contain a store that could write. */
export function openS3Cases(place: BucketPlace): S3Cases {
  const { bucket, prefix } = place;
  return new S3Cases({ client: clientOf(place), bucket, prefix });
}
