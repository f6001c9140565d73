import type { BucketPlace } from "../place.ts";
import { clientOf } from "./client.ts";
import { S3Cases } from "./s3-cases.ts";

export function openS3Cases(place: BucketPlace): S3Cases {
  const { bucket, prefix } = place;
  return new S3Cases({ client: clientOf(place), bucket, prefix });
}
