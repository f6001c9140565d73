/** Runs in every test process: the suites of the cache keep things in buckets. */
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { inject } from "vitest";
import type { Metadata } from "../../lib/store/contract.ts";
import { createS3Client } from "../../lib/store/s3/client.ts";
import { S3Store } from "../../lib/store/s3/s3-store.ts";
import { keepIn } from "../cache/places.ts";
import { aged, setModifiedAt } from "./aged-store.ts";
import { makeBucket, plainClient, removeBucket } from "./buckets.ts";

async function put(bucket: string, key: string, body: Uint8Array, metadata: Metadata) {
  const input = { Bucket: bucket, Key: key, Body: body, Metadata: { ...metadata } };
  await plainClient().send(new PutObjectCommand(input));
}

keepIn({
  crowd: { processes: 8, calls: 16 },
  worker: join(import.meta.dirname, "cache-worker.ts"),
  make: makeBucket,
  discard: removeBucket,
  open: async (bucket) => {
    const store = new S3Store({ client: createS3Client(inject("s3")), bucket });
    return await Promise.resolve(aged(store, bucket));
  },
  setAge: async (bucket, key, ageMs) => {
    setModifiedAt(bucket, key, Date.now() - ageMs);
    await Promise.resolve();
  },
  put,
  litter: async (bucket, name) => await put(bucket, name, new Uint8Array(), {}),
  ownDamages: {},
});
