import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { KEY, openCache, REPORT, Work } from "../cache/cache-fixture.ts";
import { Workers } from "../cache/workers.ts";
import { plainClient } from "./buckets.ts";

/** Without these two, the suites of the cache could run on files again without notice. */
it("the suites of the cache store their objects in a bucket", async () => {
  const { cache, root } = await openCache();
  await cache.getOrCreate(KEY, new Work().produce);
  expect(await sizeOf(root, `reports/${KEY}/0.pdf`)).toBe(REPORT.length);
});

it("the processes of the suites store their objects in a bucket", async () => {
  const workers = await Workers.start(1);
  await workers.ask("key", {});
  expect(await sizeOf(workers.root, "reports/key/0.pdf")).toBe(REPORT.length);
  await workers.discard();
});

async function sizeOf(bucket: string, key: string): Promise<number | undefined> {
  const head = new HeadObjectCommand({ Bucket: bucket, Key: key });
  return (await plainClient().send(head)).ContentLength;
}
