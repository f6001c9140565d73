import {
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { S3Cases } from "../../../lib/store/s3/s3-cases.ts";
import { S3Store } from "../../../lib/store/s3/s3-store.ts";
import { withCredentials } from "./scripted-s3.ts";
import { bytes, rejectionOf } from "../temp-folder.ts";
import { sentenceOf } from "../sentence-of.ts";
import { listAll } from "../../../lib/store/list-all.ts";

/** Behaviour that no server can be made to show: the client is a mock that throws the given errors. */
const KEY = "claims/key/0/0";

beforeEach(withCredentials);

function mocked() {
  const client = new S3Client({ region: "us-east-1" });
  const bucket = { client, bucket: "bucket" };
  return {
    s3: mockClient(client),
    store: new S3Store(bucket),
    cases: new S3Cases({ ...bucket, prefix: "cases/" }),
  };
}

function exception(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, $fault: "client", $metadata: { httpStatusCode } });
}

function named(name: string): Error {
  return Object.assign(new Error("because"), { name });
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await rejectionOf(promise);
  expect(error).toMatchObject({ code: "store_unavailable", status: 503, retryAfterSeconds: 5 });
  return sentenceOf(error);
}

describe("creating an object", () => {
  it("is refused by the error's code, whatever the status", async () => {
    for (const status of [200, 409, 412]) {
      const { s3, store } = mocked();
      s3.on(PutObjectCommand).rejects(exception("PreconditionFailed", status));
      expect(await store.create(KEY, bytes("{}"))).toBe("exists");
    }
  });

  it("is not refused by the status alone", async () => {
    for (const status of [409, 412]) {
      const { s3, store } = mocked();
      s3.on(PutObjectCommand).rejects(exception("SomethingElse", status));
      expect(await refusal(store.create(KEY, bytes("{}")))).toContain("(SomethingElse)");
    }
  });

  it("whose answer is lost after the commit rejects with an unknown outcome, and the object then exists", async () => {
    const { s3, store } = mocked();
    s3.on(PutObjectCommand)
      .rejectsOnce(named("TimeoutError"))
      .rejects(exception("PreconditionFailed", 412));
    expect(await refusal(store.create(KEY, bytes("{}")))).toContain("it did not answer in time");
    expect(await store.create(KEY, bytes("{}"))).toBe("exists");
  });

  it("sends the condition, the metadata and a report's content type", async () => {
    const { s3, store } = mocked();
    s3.on(PutObjectCommand).resolves({ ETag: "1" });
    await store.create("reports/key/0.pdf", bytes("%PDF-"), { key: "key" });
    await store.create(KEY, bytes("{}"));
    const [report, claim] = s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => input);
    const always = { Bucket: "bucket", IfNoneMatch: "*" };
    expect(report).toMatchObject({
      ...always,
      Metadata: { key: "key" },
      ContentType: "application/pdf",
    });
    expect(claim).toEqual({ ...always, Key: KEY, Body: bytes("{}"), Metadata: {} });
  });
});

describe("an error that the SDK throws by itself", () => {
  it.each([
    [
      named("CredentialsProviderError"),
      "the process has no credentials (CredentialsProviderError)",
    ],
    [named("TimeoutError"), "it did not answer in time (TimeoutError)"],
    [new Error("Region is missing"), "cannot work with its settings, such as AWS_REGION (Error)"],
    [exception("Unknown", 418), "it sent an unexpected response (HTTP 418)"],
  ])("as %s is reported in words", async (error, words) => {
    const { s3, store } = mocked();
    s3.on(ListObjectsV2Command).rejects(error);
    expect(await refusal(listAll(store, "claims/"))).toContain(words);
  });
});

function folders(...names: string[]) {
  return names.map((name) => ({ Prefix: `cases/${name}/` }));
}

it("the list of cases has the folders under the prefix from all pages", async () => {
  const { s3, cases } = mocked();
  s3.on(ListObjectsV2Command)
    .resolvesOnce({
      IsTruncated: true,
      NextContinuationToken: "2",
      CommonPrefixes: folders("a", "b"),
    })
    .resolves({ IsTruncated: false, CommonPrefixes: folders("c") });
  expect(await cases.folders()).toEqual(["a", "b", "c"]);
  const [first, second] = s3.commandCalls(ListObjectsV2Command);
  const input = { Bucket: "bucket", Prefix: "cases/", Delimiter: "/" };
  expect(first?.args[0].input).toEqual(input);
  expect(second?.args[0].input).toEqual({ ...input, ContinuationToken: "2" });
});
