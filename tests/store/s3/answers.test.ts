import { beforeEach, describe, expect, it } from "vitest";
import { ObjectTooLargeError } from "../../../lib/store/contract.ts";
import { untilAborted } from "../../../lib/store/deadline.ts";
import { required } from "../../../lib/required.ts";
import { isLasting } from "../../../lib/store/failures.ts";
import { S3Cases } from "../../../lib/store/s3/s3-cases.ts";
import { S3Store } from "../../../lib/store/s3/s3-store.ts";
import { LOST, s3Error, scriptedBucket, withCredentials, type Scripted } from "./scripted-s3.ts";
import { bytes, rejectionOf, textOf } from "../temp-folder.ts";
import { sentenceOf } from "../sentence-of.ts";
import { listAll } from "../../../lib/store/list-all.ts";

/** What only a server can be made to answer that says just that: the client is the real one, retries and all. */
const KEY = "reports/key/0.pdf";
const PUT = `PUT /bucket/${KEY}?x-id=PutObject`;
const GET = `GET /bucket/${KEY}?x-id=GetObject`;
const OBJECT = {
  headers: {
    etag: '"1"',
    "last-modified": "Sun, 22 Nov 2026 09:00:00 GMT",
    date: "Sun, 22 Nov 2026 09:00:05 GMT",
  },
  body: "%PDF-1.7",
};
const CREATED = { headers: { etag: '"1"' } };
const CONFLICT = s3Error(409, "ConditionalRequestConflict");

const page = (rest: string) => ({ body: `<ListBucketResult>${rest}</ListBucketResult>` });
const object = (key: string, more = "<ETag>1</ETag><Size>5</Size>") =>
  `<Contents><Key>${key}</Key>${more}<LastModified>2026-11-22T09:00:00.789Z</LastModified></Contents>`;
/** Of each of them, as a file of a case. */
const IDENTITY = `1 5 ${Date.parse("2026-11-22T09:00:00Z")}`;

beforeEach(withCredentials);

async function storeOf(...answers: readonly Scripted[]) {
  const { bucket, asked } = await scriptedBucket(...answers);
  return { store: new S3Store(bucket), cases: new S3Cases({ ...bucket, prefix: "" }), asked };
}

/** The sentence of the store's error; everything else in it is checked here. */
async function refusal(promise: Promise<unknown>) {
  const error = await rejectionOf(promise);
  expect(error).toMatchObject({ name: "ClarityError", code: "store_unavailable", status: 503 });
  expect(error).toHaveProperty("retryAfterSeconds", 5);
  expect(sentenceOf(error)).not.toMatch(/bucket\/|reports\/|127\.0\.0\.1/);
  return { message: sentenceOf(error), lasting: isLasting(error) };
}

describe("creating an object, when S3 answers", () => {
  it("409 ConditionalRequestConflict, retries, because the conflict is inside S3", async () => {
    const { store, asked } = await storeOf(CONFLICT, CREATED);
    expect(await store.create(KEY, bytes("body"))).toBe("created");
    expect(asked).toEqual([PUT, PUT]);
  });

  it("409 and then 412, returns exists", async () => {
    const { store, asked } = await storeOf(CONFLICT, s3Error(412, "PreconditionFailed"));
    expect(await store.create(KEY, bytes("body"))).toBe("exists");
    expect(asked).toEqual([PUT, PUT]);
  });

  it("409 three times, fails as 503 and never as our 409", async () => {
    const { store, asked } = await storeOf(CONFLICT);
    const { message, lasting } = await refusal(store.create(KEY, bytes("body")));
    expect(message).toContain("(ConditionalRequestConflict). Try again in a moment");
    expect(lasting).toBe(false);
    expect(asked).toEqual([PUT, PUT, PUT]);
  });

  it("412 as an error within a 200, returns exists", async () => {
    const { store } = await storeOf(s3Error(200, "PreconditionFailed"));
    expect(await store.create(KEY, bytes("body"))).toBe("exists");
  });

  it("another error within a 200, rejects", async () => {
    const { store } = await storeOf(s3Error(200, "InternalError"));
    expect((await refusal(store.create(KEY, bytes("body")))).message).toContain("(InternalError)");
  });

  it("200 from a server that is not S3, rejects", async () => {
    const { store } = await storeOf({ body: "<html><body>Welcome</body></html>" });
    expect((await refusal(store.create(KEY, bytes("body")))).message).toContain("lacks ETag");
  });

  it("412 without a reason, does not return exists", async () => {
    const { store } = await storeOf({ status: 412 });
    expect((await refusal(store.create(KEY, bytes("body")))).message).toContain("(HTTP 412)");
  });

  it.each([500, 502, 503, 504])("%i once, retries", async (status) => {
    const { store, asked } = await storeOf({ status }, CREATED);
    expect(await store.create(KEY, bytes("body"))).toBe("created");
    expect(asked).toEqual([PUT, PUT]);
  });

  it("nothing because the connection breaks, makes three attempts at most", async () => {
    const { store } = await storeOf(LOST, CREATED);
    expect(await store.create(KEY, bytes("body"))).toBe("created");
    const { store: broken, asked } = await storeOf(LOST);
    expect((await refusal(broken.create(KEY, bytes("body")))).message).toContain("(ECONNRESET)");
    expect(asked).toEqual([PUT, PUT, PUT]);
  });
});

describe("reading an object, when S3 answers", () => {
  it("with the whole object, returns its content, times and identity", async () => {
    const { store } = await storeOf({
      ...OBJECT,
      headers: { ...OBJECT.headers, "x-amz-meta-key": "key", "x-amz-version-id": "v7" },
    });
    const { clock, body, ...found } = (await store.get(KEY)) ?? {};
    const modifiedAt = Date.parse(OBJECT.headers["last-modified"]);
    expect(found).toEqual({ metadata: { key: "key" }, identity: '"1"', modifiedAt, version: "v7" });
    expect(textOf(body)).toBe(OBJECT.body);
    expect(await clock?.()).toBe(modifiedAt + 5_000);
  });

  describe("304 to a conditional read", () => {
    // The SDK repeats a failed call when the clocks differ, and takes a 304 for a failure.
    const NOW = { ...OBJECT.headers, date: new Date().toUTCString() };
    const UNMODIFIED = { status: 304, headers: NOW };
    const firstAnd = async (...answers: readonly Scripted[]) => {
      const { store, asked } = await storeOf({ ...OBJECT, headers: NOW }, ...answers);
      const known = required(await store.get(KEY), "the first answer is an object");
      return { known, asked, found: await store.get(KEY, { known }) };
    };

    it("returns the known body again after one request", async () => {
      const { known, found, asked } = await firstAnd(UNMODIFIED);
      expect(found?.body).toBe(known.body);
      expect(await found?.clock()).toBe(Date.parse(NOW.date));
      expect(asked).toEqual([GET, GET]);
    });

    it("of another time reads the object, which has another version", async () => {
      const later = { ...NOW, "last-modified": "Sun, 22 Nov 2026 10:00:00 GMT" };
      const stored = { ...OBJECT, headers: { ...later, "x-amz-version-id": "v8" } };
      const { known, found, asked } = await firstAnd({ status: 304, headers: later }, stored);
      expect(found).toMatchObject({ version: "v8" });
      expect(found?.body).not.toBe(known.body);
      expect(asked).toEqual([GET, GET, GET]);
    });
  });

  it("404, distinguishes a missing object from a missing bucket", async () => {
    const { store } = await storeOf(s3Error(404, "NoSuchKey"));
    expect(await store.get(KEY)).toBeUndefined();
    const { store: nowhere } = await storeOf(s3Error(404, "NoSuchBucket"));
    const { message, lasting } = await refusal(nowhere.get(KEY));
    expect(message).toContain("the bucket does not exist (NoSuchBucket). The operator");
    expect(lasting).toBe(true);
  });

  it("404 for a file of a case, returns undefined for it", async () => {
    const { cases } = await storeOf(s3Error(404, "NoSuchKey"));
    expect(await cases.read("case", ["manifest.json"])).toEqual([undefined]);
  });

  it.each([
    ["no word", {}],
    ["a page of something else", { body: "<html><body>Not found</body></html>" }],
    ["another error", { body: "<Error><Code>NoSuchVersion</Code></Error>" }],
  ])("404 and %s, does not report a missing object", async (_, answer) => {
    const { store } = await storeOf({ status: 404, ...answer });
    expect((await refusal(store.get(KEY))).message).toContain("it sent an unexpected response");
  });

  it.each([
    ["and says so", {}],
    ["and does not say so", { "transfer-encoding": "chunked" }],
  ])("with more than the size limit, %s, refuses the object", async (_, headers) => {
    const { store, asked } = await storeOf({
      ...OBJECT,
      headers: { ...OBJECT.headers, ...headers },
    });
    const error = await rejectionOf(store.get(KEY, { maxBytes: 7 }));
    expect(error).toBeInstanceOf(ObjectTooLargeError);
    expect(error).toMatchObject({ size: 8 });
    expect(asked).toEqual([GET]);
  });

  it.each(["etag", "last-modified", "date"])("without %s, does not guess", async (name) => {
    const headers = Object.entries(OBJECT.headers).filter(([header]) => header !== name);
    const { store } = await storeOf({
      ...OBJECT,
      headers: { date: "", ...Object.fromEntries(headers) },
    });
    const reading = store.get(KEY).then(async (found) => await found?.clock());
    expect((await refusal(reading)).message).toMatch(/its response lacks .*The operator/);
  });
});

describe("listing objects, when S3 answers", () => {
  const more = "<IsTruncated>true</IsTruncated><NextContinuationToken>t/2</NextContinuationToken>";
  const last = "<IsTruncated>false</IsTruncated>";

  it("in pages, requests each, and returns whole seconds as for single objects", async () => {
    const { store, asked } = await storeOf(page(more + object("a")), page(last + object("b")));
    const modifiedAt = Date.UTC(2026, 10, 22, 9);
    expect(await listAll(store, "")).toEqual([
      { key: "a", identity: "1", size: 5, modifiedAt },
      { key: "b", identity: "1", size: 5, modifiedAt },
    ]);
    expect(asked).toEqual([
      expect.stringMatching(/list-type=2&prefix=$/),
      expect.stringMatching(/continuation-token=t%2F2/),
    ]);
  });

  it("in pages, requests the second one only after the objects of the first were taken", async () => {
    const { store, asked } = await storeOf(page(more + object("a")), page(last + object("b")));
    const keys: string[] = [];
    for await (const { key } of store.list("")) {
      expect(asked).toHaveLength(keys.push(key));
    }
    expect(keys).toEqual(["a", "b"]);
  });

  it("out of order, as a directory bucket does, returns no part of the list", async () => {
    const { store } = await storeOf(
      page(more + object("a") + object("c")),
      page(last + object("b")),
    );
    const { message, lasting } = await refusal(listAll(store, ""));
    expect(message).toContain("it does not sort its list by key");
    expect(lasting).toBe(true);
  });

  it("with foreign names, such as a console's folders, leaves them out", async () => {
    const { store } = await storeOf(page(last + object("reports/") + object("a b") + object("c")));
    expect((await listAll(store, "")).map(({ key }) => key)).toEqual(["c"]);
  });

  it("in one page, requests the identities of all files of a case once", async () => {
    const { cases, asked } = await storeOf(page(last + object("case/a") + object("case/b/c")));
    expect(await cases.identify("case", ["a", "b", "b/c"])).toEqual([
      IDENTITY,
      undefined,
      IDENTITY,
    ]);
    expect(asked).toEqual([expect.stringMatching(/list-type=2&prefix=case%2F$/)]);
  });

  it("in many pages, requests the folders of a case's files without the objects below them", async () => {
    const { cases, asked } = await storeOf(
      page(more + object("case/a")),
      page(last + object("case/z")),
      page(last + object("case/b/c")),
    );
    expect(await cases.identify("case", ["a", "z", "b/c"])).toEqual([IDENTITY, IDENTITY, IDENTITY]);
    expect(asked).toEqual([
      expect.stringMatching(/prefix=case%2F$/),
      expect.stringMatching(/delimiter=%2F&.*prefix=case%2F$/),
      expect.stringMatching(/delimiter=%2F&.*prefix=case%2Fb%2F$/),
    ]);
  });

  it("without an ETag of a file of a case, does not guess", async () => {
    const { cases } = await storeOf(page(last + object("case/a", "<Size>5</Size>")));
    expect((await refusal(cases.identify("case", ["a"]))).message).toContain(
      "its response lacks an object's ETag, size or time",
    );
  });

  it("with an error in the middle, returns no part of the list", async () => {
    const { store } = await storeOf(page(more + object("a")), s3Error(403, "AccessDenied"));
    expect((await refusal(listAll(store, ""))).message).toContain(
      "the permission s3:ListBucket (AccessDenied)",
    );
  });

  it.each([
    ["that there is more, but not where", page(`<IsTruncated>true</IsTruncated>${object("a")}`)],
    ["with something that is no list", { body: "<html><body>Welcome</body></html>" }],
    ["with an object that has no size", page(last + object("a", "<ETag>1</ETag>"))],
  ])("%s, does not treat it as the whole list", async (_, answer) => {
    const { store } = await storeOf(answer);
    const { message, lasting } = await refusal(listAll(store, ""));
    expect(message).toMatch(/could not be listed: its response/);
    expect(lasting).toBe(true);
  });
});

describe("a missing permission is an error that names it, never a missing object:", () => {
  const DENIED = s3Error(403, "AccessDenied");
  it.each<[string, string, (of: Awaited<ReturnType<typeof storeOf>>) => Promise<unknown>]>([
    ["reading", "s3:GetObject, or s3:ListBucket", async ({ store }) => await store.get(KEY)],
    ["creating", "s3:PutObject", async ({ store }) => await store.create(KEY, bytes(""))],
    ["listing", "s3:ListBucket", async ({ store }) => await listAll(store, "reports/")],
    ["removing", "s3:DeleteObject", async ({ store }) => await store.remove(KEY)],
    [
      "reading a case",
      "s3:GetObject, or s3:ListBucket",
      async ({ cases }) => await cases.read("case", ["a"]),
    ],
    [
      "looking at a case",
      "s3:ListBucket",
      async ({ cases }) => await cases.identify("case", ["a"]),
    ],
    ["finding cases", "s3:ListBucket", async ({ cases }) => await cases.folders()],
  ])("%s takes %s", async (_, right, use) => {
    const opened = await storeOf(DENIED);
    const { message, lasting } = await refusal(use(opened));
    expect(message).toContain(`the process lacks the permission ${right} (`);
    expect(lasting).toBe(true);
    expect(opened.asked).toHaveLength(1);
  });
});

describe("an error that the operator has to fix is reported without a retry:", () => {
  it.each([
    [403, "RequestTimeTooSkewed", "the clock of this machine differs from the store's"],
    [403, "SignatureDoesNotMatch", "the secret access key is wrong"],
    [403, "InvalidAccessKeyId", "the access key is unknown"],
    [400, "ExpiredToken", "the credentials have expired"],
    [301, "PermanentRedirect", "the bucket is in another region"],
    [400, "AuthorizationHeaderMalformed", "the bucket is in another region"],
  ])("%i %s", async (status, code, why) => {
    const { store } = await storeOf(s3Error(status, code));
    const { message, lasting } = await refusal(store.create(KEY, bytes("")));
    expect(message).toContain(`${why} (${code}). The operator has to fix this.`);
    expect(lasting).toBe(true);
  });
});

describe("an aborted request", () => {
  it("aborts its call to S3 immediately", async () => {
    const { store } = await storeOf({ status: 503 });
    const gone = AbortSignal.abort();
    const { message } = await refusal(untilAborted(gone, async () => await store.get(KEY)));
    expect(message).toContain("it did not answer in time (AbortError)");
  });
});
