import type { OpenedStore } from "../open-store.ts";
import type { BucketPlace } from "../place.ts";
import { clientOf } from "./client.ts";
import { signedUrl } from "./links.ts";
import { S3Store } from "./s3-store.ts";

export function openS3Store(place: BucketPlace): OpenedStore {
  const bucket = { client: clientOf(place), bucket: place.bucket };
  return { store: new S3Store(bucket), sign: async (link) => await signedUrl(bucket, link) };
}
