import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, describe, expect, inject, it } from "vitest";
import { createS3Client } from "../../lib/store/s3/client.ts";
import { S3Cases } from "../../lib/store/s3/s3-cases.ts";
import {
  ARTIFACT_SOURCE_TESTS,
  describeArtifactSource,
  passedArtifactTests,
} from "../store/artifact-contract.ts";
import { emptyBucket, makeBucket, plainClient, removeBucket } from "./buckets.ts";

const PREFIX = "lab/cases/";

const buckets: string[] = [];
afterAll(async () => {
  for (const bucket of buckets) await removeBucket(bucket);
});

describeArtifactSource("S3Cases", async () => {
  const bucket = await makeBucket();
  buckets.push(bucket);
  const put = async (key: string, body: Uint8Array) => {
    await plainClient().send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  };
  // Objects beside the prefix belong to no case.
  await put("lab/cases.txt", new Uint8Array());
  await put("beside/manifest.json", new Uint8Array());
  return {
    source: new S3Cases({ client: createS3Client(inject("s3")), bucket, prefix: PREFIX }),
    put: async (key, body) => await put(PREFIX + key, body),
    removeAll: async () => await emptyBucket(bucket),
  };
});

describe("the contract", () => {
  it("ran in full against the cases in a bucket", () => {
    const expected = { S3Cases: ARTIFACT_SOURCE_TESTS };
    expect(Object.fromEntries(passedArtifactTests)).toEqual(expected);
  });
});
