import { expect, inject, it } from "vitest";
import { openStore } from "../../lib/store/open-store.ts";
import { bytes } from "../store/temp-folder.ts";
import { temporaryBucket } from "./buckets.ts";

it("a link gives access to one object only, under the requested file name", async () => {
  const { endpoint, region } = inject("s3");
  const bucket = await temporaryBucket();
  const place = { kind: "bucket", bucket, prefix: "", endpoint, region } as const;
  const { store, sign } = await openStore(place);
  await store.create("reports/a/0.pdf", bytes("%PDF-1.7 a"));
  await store.create("reports/b/0.pdf", bytes("%PDF-1.7 b"));
  const contentDisposition = 'attachment; filename="a.pdf"';
  const contentType = "application/pdf";
  const answer = { contentType, contentDisposition, expiresInSeconds: 60 };
  const url = (await sign?.({ ...answer, key: "reports/a/0.pdf", version: undefined })) ?? "";

  const response = await fetch(url);
  expect(await response.text()).toBe("%PDF-1.7 a");
  expect(response.headers.get("content-type")).toBe(contentType);
  expect(response.headers.get("content-disposition")).toBe(contentDisposition);
  expect((await fetch(url.replace("/a/", "/b/"))).status).toBe(403);
  expect((await fetch(url.split("?")[0] ?? "")).status).toBe(403);
  expect((await fetch(url, { method: "DELETE" })).status).toBe(403);
});
