import { beforeEach, describe, expect, it, vi } from "vitest";
import { openCases } from "../../../lib/store/open-cases.ts";
import { openExistingStore, openStore } from "../../../lib/store/open-store.ts";
import { clientOf } from "../../../lib/store/s3/client.ts";
import { s3Error, scriptedBucket, withCredentials, type Scripted } from "./scripted-s3.ts";
import { bytes, rejectionOf, temporaryFolder } from "../temp-folder.ts";
import { sentenceOf } from "../sentence-of.ts";

const LINK = {
  version: undefined,
  key: "reports/key/0.pdf",
  contentType: "application/pdf",
  contentDisposition: 'attachment; filename="clarity_report_case_7.pdf"',
  expiresInSeconds: 60,
};

beforeEach(withCredentials);

async function placeOf(...answers: readonly Scripted[]) {
  const { endpoint, asked } = await scriptedBucket(...answers);
  return { place: { kind: "bucket", bucket: "lab", prefix: "cases/", endpoint } as const, asked };
}

describe("a place that is a bucket", () => {
  it("holds a store, whether or not it existed before", async () => {
    const { place, asked } = await placeOf({ headers: { etag: "1" } });
    const { store } = await openStore(place);
    expect(await store.create("reports/key/0.pdf", bytes("%PDF-"))).toBe("created");
    expect(asked).toEqual(["PUT /lab/reports/key/0.pdf?x-id=PutObject"]);
    expect(await openExistingStore(place)).toBeDefined();
  });

  it("holds cases under its prefix", async () => {
    const { place, asked } = await placeOf(
      s3Error(404, "NoSuchKey"),
      { body: "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>" },
      { status: 503 },
    );
    const cases = openCases(place);
    expect(await cases.read("case_7", ["manifest.json"])).toEqual([undefined]);
    expect(await cases.identify("case_7", ["manifest.json"])).toEqual([undefined]);
    expect(await rejectionOf(cases.folders())).toMatchObject({ code: "store_unavailable" });
    expect(asked.slice(0, 3)).toEqual([
      "GET /lab/cases/case_7/manifest.json?x-id=GetObject",
      "GET /lab/?list-type=2&prefix=cases%2Fcase_7%2F",
      "GET /lab/?delimiter=%2F&list-type=2&prefix=cases%2F",
    ]);
  });

  it("shares its connections with others at the same endpoint", async () => {
    const { place } = await placeOf({ headers: { etag: "1" } });
    expect(clientOf(place)).toBe(clientOf({ ...place, bucket: "another" }));
    expect(clientOf(place)).not.toBe(clientOf({ ...place, region: "eu-central-1" }));
  });
});

async function linkOf(version?: string): Promise<URL> {
  const { place, asked } = await placeOf({});
  const { sign } = await openStore(place);
  const url = new URL((await sign?.({ ...LINK, version })) ?? "");
  expect(asked).toEqual([]);
  return url;
}

describe("a link to an object", () => {
  it("names the object, its lifetime and the file name of the answer, without a request", async () => {
    const { pathname, searchParams } = await linkOf();
    expect(pathname).toBe("/lab/reports/key/0.pdf");
    expect(Object.fromEntries(searchParams)).toMatchObject({
      "X-Amz-Expires": "60",
      "response-content-type": LINK.contentType,
      "response-content-disposition": LINK.contentDisposition,
      "X-Amz-Signature": expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect([...searchParams.keys()].toSorted()).toEqual([
      "X-Amz-Algorithm",
      "X-Amz-Content-Sha256",
      "X-Amz-Credential",
      "X-Amz-Date",
      "X-Amz-Expires",
      "X-Amz-Signature",
      "X-Amz-SignedHeaders",
      "response-content-disposition",
      "response-content-type",
      "x-id",
    ]);
  });

  it("points to the known version alone", async () => {
    expect((await linkOf("v7")).searchParams.get("versionId")).toBe("v7");
  });

  it("fails without credentials, with an error that says so", async () => {
    const { place } = await placeOf({});
    const home = await temporaryFolder();
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", home);
    vi.stubEnv("AWS_CONFIG_FILE", home);
    const { sign } = await openStore(place);
    const error = await rejectionOf(sign?.(LINK) ?? Promise.resolve());
    expect(error).toMatchObject({ code: "store_unavailable", lasting: true });
    expect(sentenceOf(error)).toContain("could not be linked to: the process has no credentials");
  });
});
