import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { inject, onTestFinished } from "vitest";

let client: S3Client | undefined;

/** A client of the tests' own, which does behind the store's back what others would. */
export function plainClient(): S3Client {
  client ??= connect();
  return client;
}

function connect(): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey } = inject("s3");
  const credentials = { accessKeyId, secretAccessKey };
  return new S3Client({ endpoint, region, credentials, forcePathStyle: true });
}

/** A new, empty bucket that is gone when the test is over. */
export async function temporaryBucket(): Promise<string> {
  const bucket = await makeBucket();
  onTestFinished(async () => await removeBucket(bucket));
  return bucket;
}

/** As `temporaryBucket`, for hooks: the caller removes it. */
export async function makeBucket(): Promise<string> {
  const bucket = `clarity-tests-${randomUUID()}`;
  await plainClient().send(new CreateBucketCommand({ Bucket: bucket }));
  return bucket;
}

export async function emptyBucket(bucket: string): Promise<void> {
  for (;;) {
    const { Contents: found = [] } = await plainClient().send(
      new ListObjectsV2Command({ Bucket: bucket }),
    );
    if (found.length === 0) return;
    const objects = found.map(({ Key }) => ({ Key }));
    const removal = { Bucket: bucket, Delete: { Objects: objects, Quiet: true } };
    await plainClient().send(new DeleteObjectsCommand(removal));
  }
}

/** Removes a bucket with all that is in it. */
export async function removeBucket(bucket: string): Promise<void> {
  await emptyBucket(bucket);
  await plainClient().send(new DeleteBucketCommand({ Bucket: bucket }));
}
