import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createS3Client } from "../../lib/store/s3/client.ts";
import { S3Store } from "../../lib/store/s3/s3-store.ts";
import { describeObjectStore, OBJECT_STORE_TESTS, passedTests } from "../store/contract.ts";
import { bytes, textOf } from "../store/temp-folder.ts";
import { makeBucket, removeBucket } from "./buckets.ts";

const ROUNDS = 40;
const CREATORS = 32;
const CLIENTS = 4;

let bucket: string;
beforeAll(async () => {
  bucket = await makeBucket();
});
afterAll(async () => await removeBucket(bucket));

/** With separate connections, as in another process. */
function openStore(): S3Store {
  return new S3Store({ client: createS3Client(inject("s3")), bucket });
}

describeObjectStore("S3Store", async () => await Promise.resolve(openStore()));

describe("the contract", () => {
  it("ran in full against the S3 store", () => {
    expect(Object.fromEntries(passedTests)).toEqual({ S3Store: OBJECT_STORE_TESTS });
  });
});

describe("an S3 store", () => {
  it(`has one winner among ${CREATORS} creators over ${CLIENTS} clients in each of ${ROUNDS} rounds`, async () => {
    const stores = Array.from({ length: CLIENTS }, openStore);
    const [reader = openStore()] = stores;
    const winners = new Set<number>();
    for (let round = 0; round < ROUNDS; round++) {
      const key = `rounds/${round}`;
      const creators = Array.from({ length: CREATORS / CLIENTS }, () => stores).flat();
      const answers = await Promise.all(
        creators.map(async (store, by) => await store.create(key, bytes(`${by}`), { by: `${by}` })),
      );
      const count = (answer: string) => answers.filter((given) => given === answer).length;
      expect([count("created"), count("exists")]).toEqual([1, CREATORS - 1]);
      const winner = answers.indexOf("created");
      const stored = await reader.get(key);
      expect([textOf(stored?.body), stored?.metadata]).toEqual([`${winner}`, { by: `${winner}` }]);
      winners.add(winner);
    }
    // Otherwise they did not race.
    expect(winners.size).toBeGreaterThan(1);
  });
});
