import { PutObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBucket, plainClient, removeBucket } from "./buckets.ts";

const ROUNDS = 40;
const CREATORS = 32;

const clients = Array.from({ length: 4 }, () => plainClient());
const [first = plainClient()] = clients;
let bucket: string;
beforeAll(async () => {
  bucket = await makeBucket(first);
});
afterAll(async () => await removeBucket(first, bucket));

async function statusOfCreate(key: string, by: number): Promise<number | undefined> {
  const client = clients[by % clients.length] ?? first;
  const put = { Bucket: bucket, Key: key, Body: `body ${by}`, IfNoneMatch: "*" };
  const outcome = await client.send(new PutObjectCommand(put)).catch((error: unknown) => {
    if (error instanceof S3ServiceException) return error;
    throw error;
  });
  return outcome.$metadata.httpStatusCode;
}

describe("the S3 server of the tests", () => {
  it(`lets one of ${CREATORS} concurrent creators win, ${ROUNDS} rounds long`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const creators = Array.from({ length: CREATORS }, (_, by) => by);
      const answers = await Promise.all(
        creators.map(async (by) => await statusOfCreate(`round-${round}`, by)),
      );
      const count = (status: number) => answers.filter((given) => given === status).length;
      expect([count(200), count(412)]).toEqual([1, CREATORS - 1]);
    }
  });
});
