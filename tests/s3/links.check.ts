import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { OpenedStore } from "../../lib/store/open-store.ts";
import { openS3Store } from "../../lib/store/s3/open-store.ts";
import { bytes } from "../store/temp-folder.ts";
import { makeBucket, plainClient, removeBucket } from "./buckets.ts";

const KEY = "reports/key/0.pdf";
const LINK = {
  key: KEY,
  version: undefined,
  contentType: "application/pdf",
  contentDisposition: 'attachment; filename="clarity_report_case_001.pdf"',
  expiresInSeconds: 60,
};

let bucket: string;
let opened: OpenedStore;

beforeAll(async () => {
  bucket = await makeBucket();
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await plainClient().send(
    new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }),
  );
  const { endpoint, region } = inject("s3");
  opened = openS3Store({ kind: "bucket", bucket, prefix: "", endpoint, region });
  await opened.store.create(KEY, bytes("%PDF- the report"));
});

afterAll(async () => {
  const { Versions: versions = [] } = await plainClient().send(
    new ListObjectVersionsCommand({ Bucket: bucket }),
  );
  for (const { Key, VersionId } of versions) {
    await plainClient().send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
  }
  await removeBucket(bucket);
});

async function followed(version: string | undefined): Promise<Response> {
  return await fetch((await opened.sign?.({ ...LINK, version })) ?? "none");
}

test("a link gives the object to whoever has it, with the type and the name that were asked for", async () => {
  const answer = await followed(undefined);
  expect([answer.status, await answer.text()]).toEqual([200, "%PDF- the report"]);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  expect(answer.headers.get("content-disposition")).toBe(LINK.contentDisposition);
});

test("a link to a version gives these very bytes, whatever came after them", async () => {
  const { version } = (await opened.store.get(KEY)) ?? {};
  expect(version).toMatch(/./);
  await plainClient().send(new PutObjectCommand({ Bucket: bucket, Key: KEY, Body: "overwritten" }));
  expect(await (await followed(undefined)).text()).toBe("overwritten");
  expect(await (await followed(version)).text()).toBe("%PDF- the report");
});

test("a link lives for a minute, names one object, and cannot be bent to another one", async () => {
  const link = new URL((await opened.sign?.(LINK)) ?? "none");
  expect(link.searchParams.get("X-Amz-Expires")).toBe("60");
  link.pathname = link.pathname.replace("reports/key", "reports/yek");
  expect((await fetch(link)).status).toBe(403);
});
