import type { S3Client } from "@aws-sdk/client-s3";
import type { OpenedStore } from "../open-store.ts";
import type { BucketPlace } from "../place.ts";
import { createS3Client } from "./client.ts";
import { signedUrl } from "./links.ts";
import { S3Cases } from "./s3-cases.ts";
import { S3Store } from "./s3-store.ts";

/** Connections are shared by all that is opened at one endpoint. */
const clients = new Map<string, S3Client>();

export function openS3Store(place: BucketPlace): OpenedStore {
  const bucket = { client: clientOf(place), bucket: place.bucket };
  return { store: new S3Store(bucket), sign: async (link) => await signedUrl(bucket, link) };
}

export function openS3Cases(place: BucketPlace): S3Cases {
  const { bucket, prefix } = place;
  return new S3Cases({ client: clientOf(place), bucket, prefix });
}

function clientOf(place: BucketPlace): S3Client {
  const name = JSON.stringify([place.endpoint, place.region]);
  const client = clients.get(name) ?? createS3Client(place);
  clients.set(name, client);
  return client;
}
