import type { S3Client } from "@aws-sdk/client-s3";
import type { OpenedStore, SignLink } from "../links.ts";
import type { BucketPlace } from "../place.ts";
import { clientOf, createS3Client } from "./client.ts";
import { signedUrl } from "./links.ts";
import { S3Store } from "./s3-store.ts";

export function openS3Store(place: BucketPlace): OpenedStore {
  const { bucket } = place;
  const store = new S3Store({ client: clientOf(place), bucket });
  let signer: S3Client | undefined;
  const sign: SignLink = async (link) => {
    // Every signed header becomes part of the link, and a GET has no body to checksum.
    signer ??= createS3Client(place, { requestChecksumCalculation: "WHEN_REQUIRED" });
    return await signedUrl({ client: signer, bucket }, link);
  };
  return { store, sign };
}
