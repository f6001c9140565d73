import { beforeEach, expect, it, vi } from "vitest";
import type { BucketPlace } from "../../lib/store/place.ts";
import { openStore } from "../../lib/store/open-store.ts";
import { linkOrigin } from "../../lib/store/s3/origin.ts";

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  return () => void vi.unstubAllEnvs();
});

const LINK = {
  key: "reports/a/0.pdf",
  version: undefined,
  contentType: "application/pdf",
  contentDisposition: "inline",
  expiresInSeconds: 60,
} as const;

it.each<Partial<BucketPlace>>([
  { bucket: "reports", region: "eu-central-1" },
  { bucket: "reports", region: "us-east-1" },
  { bucket: "reports", region: "cn-north-1" },
  { bucket: "audit.example.org", region: "eu-central-1" },
  { bucket: "reports", endpoint: "http://localhost:9000" },
  { bucket: "reports", endpoint: "https://s3.example.org/", region: "eu-central-1" },
])("links to objects of %o begin with the reported origin", async (where) => {
  const place = { kind: "bucket", bucket: "", prefix: "", ...where } as const;
  const { sign } = await openStore(place);
  const origin = linkOrigin(place);
  expect(origin).toMatch(/^https?:\/\//);
  expect(new URL((await sign?.(LINK)) ?? "").origin).toBe(origin);
});

it("a folder, and a bucket whose region only the SDK knows, have no reported origin", () => {
  expect(linkOrigin({ kind: "folder", folder: "local-cache" })).toBeUndefined();
  expect(linkOrigin({ kind: "bucket", bucket: "reports", prefix: "" })).toBeUndefined();
});
