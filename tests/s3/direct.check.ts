/** Direct reads give what the SDK gives, and leave to it whatever they cannot do. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  onTestFinished,
} from "vitest";
import { ObjectTooLargeError } from "../../lib/store/contract.ts";
import type { BucketPlace } from "../../lib/store/place.ts";
import { createS3Client } from "../../lib/store/s3/client.ts";
import { DirectCases } from "../../lib/store/s3/direct/direct-cases.ts";
import { DirectReads } from "../../lib/store/s3/direct/direct-reads.ts";
import { DirectStore } from "../../lib/store/s3/direct/direct-store.ts";
import type { Lazy } from "../../lib/store/s3/direct/lazy-sdk.ts";
import { openDirectStore } from "../../lib/store/s3/direct/open-store.ts";
import { directAccess } from "../../lib/store/s3/direct/signed-get.ts";
import { S3Cases } from "../../lib/store/s3/s3-cases.ts";
import { S3Store } from "../../lib/store/s3/s3-store.ts";
import { required } from "../../lib/required.ts";
import { CuttableLine } from "../packaged/cut-line.ts";
import { S3Proxy } from "../servers/s3-proxy.ts";
import {
  ARTIFACT_SOURCE_TESTS,
  describeArtifactSource,
  passedArtifactTests,
} from "../store/artifact-contract.ts";
import { describeObjectStore, OBJECT_STORE_TESTS, passedTests } from "../store/contract.ts";
import { bytes, rejectionOf } from "../store/temp-folder.ts";
import { emptyBucket, makeBucket, plainClient, removeBucket } from "./buckets.ts";

const PREFIX = "lab/cases/";

let bucket: string;
beforeAll(async () => {
  bucket = await makeBucket();
});
afterAll(async () => await removeBucket(bucket));

function placeOf(changes: Partial<BucketPlace> = {}): BucketPlace {
  const { endpoint, region, accessKeyId, secretAccessKey } = inject("s3");
  const credentials = { accessKeyId, secretAccessKey };
  return { kind: "bucket", bucket, prefix: PREFIX, endpoint, region, credentials, ...changes };
}

const readsOf = (place: BucketPlace) =>
  new DirectReads(required(directAccess(place), "the place has credentials"));

/** The SDK, which does not count as open, so that every read is tried directly first. */
function neverOpen<T>(opened: T): Lazy<T> & { readonly asked: () => number } {
  let asked = 0;
  const get = async () => {
    asked++;
    return await Promise.resolve(opened);
  };
  return { isOpen: false, get, asked: () => asked };
}

const sdkStore = (place: BucketPlace) =>
  new S3Store({ client: createS3Client(place), bucket: place.bucket });

function openStore(place = placeOf()) {
  const sdk = neverOpen(sdkStore(place));
  return { store: new DirectStore(readsOf(place), sdk), asked: sdk.asked };
}

function openCases(place = placeOf()) {
  const { bucket: name, prefix } = place;
  const sdk = neverOpen(new S3Cases({ client: createS3Client(place), bucket: name, prefix }));
  return { source: new DirectCases(prefix, readsOf(place), sdk), asked: sdk.asked };
}

const others: string[] = [];
afterAll(async () => {
  for (const name of others) await removeBucket(name);
});

describeObjectStore("DirectStore", async () => await Promise.resolve(openStore().store));

describeArtifactSource("DirectCases", async () => {
  const name = await makeBucket();
  others.push(name);
  return {
    source: openCases(placeOf({ bucket: name })).source,
    put: async (key, body) => {
      const input = { Bucket: name, Key: PREFIX + key, Body: body };
      await plainClient().send(new PutObjectCommand(input));
    },
    removeAll: async () => await emptyBucket(name),
  };
});

describe("the contracts", () => {
  it("ran in full", () => {
    expect(Object.fromEntries(passedTests)).toEqual({ DirectStore: OBJECT_STORE_TESTS });
    const expected = { DirectCases: ARTIFACT_SOURCE_TESTS };
    expect(Object.fromEntries(passedArtifactTests)).toEqual(expected);
  });
});

describe("without the SDK", () => {
  it("an object is the same in all its parts, and a missing one is missing", async () => {
    const metadata = { key: "a b", sha256: "0".repeat(64), "with-dash": "~!'()*" };
    for (const [key, body] of [
      ["same/empty", ""],
      ["same/full.pdf", "x".repeat(300_000)],
    ] as const) {
      await sdkStore(placeOf()).create(key, bytes(body), metadata);
      const { store, asked } = openStore();
      const { clock, ...found } = required(await store.get(key), "it was created");
      const { clock: _, ...expected } = required(await sdkStore(placeOf()).get(key), "it, too");
      expect({ ...found, body: Buffer.from(found.body) }).toEqual({
        ...expected,
        body: Buffer.from(expected.body),
      });
      expect(Math.abs((await clock()) - Date.now())).toBeLessThan(60_000);
      expect(await store.get("same/missing")).toBeUndefined();
      expect(asked()).toBe(0);
    }
  });

  it.each([0, 1, 2, 20])(
    "the identities of %i files are the same as with the SDK",
    async (count) => {
      const names = Array.from({ length: count }, (_, nth) => `${nth}.json`);
      for (const name of names) {
        const input = { Bucket: bucket, Key: `${PREFIX}list_${count}/${name}`, Body: name };
        await plainClient().send(new PutObjectCommand(input));
      }
      const { source, asked } = openCases();
      const sdk = new S3Cases({ client: createS3Client(placeOf()), bucket, prefix: PREFIX });
      const wanted = [...names, "missing.json"];
      const identities = await source.identify(`list_${count}`, wanted);
      expect(identities).toEqual(await sdk.identify(`list_${count}`, wanted));
      const files = await source.read(`list_${count}`, wanted);
      expect(files.map((file) => file?.identity)).toEqual(identities);
      expect(new Set(identities).size).toBe(count + 1);
      expect(asked()).toBe(0);
    },
  );
});

describe("the SDK is asked", () => {
  let proxy: S3Proxy;
  beforeEach(async () => {
    proxy = await S3Proxy.start(inject("s3").endpoint);
    onTestFinished(async () => await proxy.stop());
    await sdkStore(placeOf()).create("fault/object", bytes("content"), {});
  });

  const faults = ["lost", "refused", "forbidden", "cut short", "reset"] as const;

  it.each(faults)("when the answer to the first attempt is %s", async (type) => {
    proxy.faultOf = ({ nth }) => (nth === 0 ? { type } : undefined);
    const { store, asked } = openStore(placeOf({ endpoint: proxy.endpoint }));
    expect(Buffer.from((await store.get("fault/object"))?.body ?? []).toString()).toBe("content");
    expect(asked()).toBe(1);
  });

  it.each(faults)("when the answer to the first list is %s", async (type) => {
    proxy.faultOf = ({ nth }) => (nth === 0 ? { type } : undefined);
    const { source, asked } = openCases(placeOf({ endpoint: proxy.endpoint }));
    expect(await source.identify("nothing", ["a.json"])).toEqual([undefined]);
    expect(asked()).toBe(1);
  });

  it.each([
    ["a bucket that does not exist", { bucket: "clarity-tests-nowhere" }, "s3_refused"],
    [
      "a secret that is wrong",
      { credentials: { accessKeyId: "TEST", secretAccessKey: "wrong" } },
      "s3_refused",
    ],
  ])("and says what is wrong with %s", async (_, change, reason) => {
    const place = placeOf(change);
    const direct = await openStoreWithRealSdk(place);
    const error = await rejectionOf(direct.get("fault/object"));
    expect(error).toMatchObject({ code: "store_unavailable", reason });
  });

  it("and refuses an object over the size limit", async () => {
    const { store, asked } = openStore();
    const error = await rejectionOf(store.get("fault/object", { maxBytes: 6 }));
    expect(error).toBeInstanceOf(ObjectTooLargeError);
    expect(asked()).toBe(1);
    expect(await store.get("fault/object", { maxBytes: 7 })).toBeDefined();
    expect(asked()).toBe(1);
  });
});

/** The SDK reads its credentials from the environment, which here is that of the place. */
async function openStoreWithRealSdk(place: BucketPlace) {
  const { credentials = { accessKeyId: "", secretAccessKey: "" } } = place;
  const sdk = new S3Store({ client: createS3Client(place, { credentials }), bucket: place.bucket });
  return await Promise.resolve(new DirectStore(readsOf(place), neverOpen(sdk)));
}

it.each(["cut", "forget"] as const)(
  "a connection that died while it was idle is replaced without the SDK (%s)",
  async (fail) => {
    const line = await CuttableLine.to(inject("s3").endpoint);
    onTestFinished(async () => await line.close());
    const { store, asked } = openStore(placeOf({ endpoint: line.endpoint }));
    for (const _ of [1, 2, 3]) {
      expect(await store.get("idle/missing")).toBeUndefined();
      line[fail]();
    }
    expect(asked()).toBe(0);
  },
);

it("the session token of a role is sent and signed", async () => {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers);
    response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const credentials = { accessKeyId: "id", secretAccessKey: "secret", sessionToken: "a/token==" };
  const { store } = openStore(placeOf({ endpoint: `http://127.0.0.1:${port}`, credentials }));
  expect(await store.get("any/object")).toBeUndefined();
  expect(seen).toMatchObject([
    {
      "x-amz-security-token": "a/token==",
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/.*\/s3\/aws4_request, SignedHeaders=host;.*x-amz-security-token/,
      ) as unknown,
    },
  ]);
});

it("the SDK is loaded by the first write, and then used for everything", async () => {
  const proxy = await S3Proxy.start(inject("s3").endpoint);
  onTestFinished(async () => await proxy.stop());
  const { store } = required(openDirectStore(placeOf({ endpoint: proxy.endpoint })), "credentials");
  expect(await store.get("first/object")).toBeUndefined();
  expect(await store.create("first/object", bytes("1"))).toBe("created");
  proxy.faultOf = ({ nth }) => (nth === 2 ? { type: "refused" } : undefined);
  expect(await store.get("first/object")).toBeDefined();
  // The third was refused and repeated by the SDK.
  expect(proxy.requests.map(({ method }) => method)).toEqual(["GET", "PUT", "GET", "GET"]);
});

it("only the SDK can reach a bucket without a region or credentials, or below a path", () => {
  const { region: _, ...anywhere } = placeOf();
  const { credentials: __, ...unknown } = placeOf();
  const below = placeOf({ endpoint: "http://localhost:9000/s3" });
  const accesses = [anywhere, unknown, below].map((place) => directAccess(place));
  expect(accesses).toEqual([undefined, undefined, undefined]);
});

it.each([
  [{ bucket: "store", region: "eu-north-1" }, "https://store.s3.eu-north-1.amazonaws.com/"],
  [{ bucket: "a.b", region: "eu-north-1" }, "https://s3.eu-north-1.amazonaws.com/a.b/"],
  [{ bucket: "store", region: "cn-north-1" }, "https://store.s3.cn-north-1.amazonaws.com.cn/"],
])("a bucket on AWS has the URL that the SDK uses: %o", (change, url) => {
  const { endpoint: _, ...place } = placeOf(change);
  expect(directAccess(place)?.bucketUrl).toBe(url);
});
