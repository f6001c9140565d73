import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { required } from "../../../lib/required.ts";
import type { ArtifactSource, ObjectStore } from "../../../lib/store/contract.ts";
import { CaseFolder } from "../../../lib/store/file/case-folder.ts";
import { listAll } from "../../../lib/store/list-all.ts";
import { openCases } from "../../../lib/store/open-cases.ts";
import { openStore } from "../../../lib/store/open-store.ts";
import { DirectCases } from "../../../lib/store/s3/direct/direct-cases.ts";
import { DirectReads } from "../../../lib/store/s3/direct/direct-reads.ts";
import { DirectStore } from "../../../lib/store/s3/direct/direct-store.ts";
import { LazySdk } from "../../../lib/store/s3/direct/lazy-sdk.ts";
import { directAccess } from "../../../lib/store/s3/direct/signed-get.ts";
import { MemoryStore } from "../../cache/simulated/memory-store.ts";
import { bytes, temporaryFolder, textOf } from "../temp-folder.ts";
import { serveHere } from "../../servers/listen-here.ts";

const DATE = "Fri, 27 Nov 2026 09:00:00 GMT";
const HEADERS = { etag: '"e"', "last-modified": DATE, "x-amz-meta-by": "me" };
const LIST = `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>cases/a/manifest.json</Key><ETag>"e"</ETag><Size>2</Size><LastModified>2026-11-27T09:00:00.000Z</LastModified></Contents></ListBucketResult>`;

interface Bucket {
  /** Headers of a 304. */
  readonly unchanged?: Readonly<Record<string, string>>;
  /** The status of everything. */
  readonly broken?: number;
}

/** A bucket with one object and one case; `asked` are the requests, each with a signature. */
async function bucket({ unchanged = HEADERS, broken }: Bucket = {}) {
  const asked: string[] = [];
  const server = createServer(({ url = "", headers }, response) => {
    asked.push(`${url} ${String(headers.authorization).slice(0, 16)}`);
    if (broken !== undefined) response.writeHead(broken).end();
    else if (url.includes("list-type")) response.end(LIST);
    else if (url.endsWith("absent")) response.writeHead(404).end("<Code>NoSuchKey</Code>");
    else if (headers["if-none-match"] === '"e"') response.writeHead(304, unchanged).end();
    else response.writeHead(200, { ...HEADERS, "content-length": "2" }).end("{}");
  });
  const place = {
    kind: "bucket",
    bucket: "lab",
    prefix: "cases/",
    region: "eu-central-1",
    endpoint: await serveHere(server),
    credentials: { accessKeyId: "id", secretAccessKey: "secret" },
  } as const;
  const store: ObjectStore = (await openStore(place)).store;
  const cases: ArtifactSource = openCases(place);
  const access = required(directAccess(place), "the place has credentials");
  return { store, cases, asked, reads: new DirectReads(access) };
}

test("an object is read with one signed request, and asked for again with its ETag", async () => {
  const { store, asked } = await bucket();
  const found = await store.get("reports/k");
  expect(textOf(found?.body)).toBe("{}");
  expect(found).toMatchObject({ identity: '"e"', metadata: { by: "me" } });
  const again = await store.get("reports/k", { known: found });
  expect(again?.body).toBe(found?.body);
  expect(await again?.clock()).toBeGreaterThan(0);
  expect(asked).toEqual(Array(2).fill("/lab/reports/k AWS4-HMAC-SHA256"));
});

test("an object whose 304 does not say when it changed is read again", async () => {
  const { store, asked } = await bucket({ unchanged: { etag: '"e"' } });
  const found = await store.get("reports/k");
  const again = await store.get("reports/k", { known: found });
  expect(again).toMatchObject({ body: found?.body, identity: '"e"' });
  expect(asked).toHaveLength(3);
});

/** Stores and cases as the SDK would have them, and how often they were opened. */
async function besideSdk(options?: Bucket) {
  const { reads, asked } = await bucket(options);
  const opened: string[] = [];
  const root = await temporaryFolder();
  const store = new DirectStore(
    reads,
    new LazySdk<ObjectStore>(async () => {
      opened.push("store");
      return await Promise.resolve(new MemoryStore(() => 0));
    }),
  );
  const cases = new DirectCases(
    "cases/",
    reads,
    new LazySdk<Required<ArtifactSource>>(async () => {
      opened.push("cases");
      return await Promise.resolve(Object.assign(new CaseFolder(root), { identitiesLast: true }));
    }),
  );
  return { store, cases, asked, opened, root };
}

test("writing and listing need the SDK, which then reads too", async () => {
  const { store, asked, opened } = await besideSdk();
  await store.get("reports/k");
  expect(opened).toEqual([]);
  expect(await store.create("reports/new", bytes("new"))).toBe("created");
  expect(textOf((await store.get("reports/new"))?.body)).toBe("new");
  expect((await listAll(store, "reports/")).map(({ key }) => key)).toEqual(["reports/new"]);
  await store.remove("reports/new");
  expect(await store.get("reports/new")).toBeUndefined();
  expect([opened, asked.length]).toEqual([["store"], 1]);
});

test("whatever is not a whole answer is left to the SDK", async () => {
  const { store, cases, opened } = await besideSdk({ broken: 500 });
  expect(await store.get("reports/k")).toBeUndefined();
  expect(await cases.identify("a", ["manifest.json"])).toEqual([undefined]);
  expect(await cases.read("a", ["manifest.json"])).toEqual([undefined]);
  expect(opened).toEqual(["store", "cases"]);
});

test("a path that would be signed differently is left to the SDK", async () => {
  const { cases, asked, opened } = await besideSdk();
  await cases.read("a", ["my file.json"]);
  expect([opened, asked]).toEqual([["cases"], []]);
});

test("an object that is too large is left to the SDK, which refuses it", async () => {
  const { cases, opened } = await besideSdk();
  await cases.read("a", ["manifest.json"], { maxBytes: 1 });
  expect(opened).toEqual(["cases"]);
});

test("folders, and many cases at once, are the SDK's", async () => {
  const { cases, root } = await besideSdk();
  const ids = Array.from({ length: 10 }, (_, nth) => `case_${nth}`);
  for (const id of ids) await mkdir(join(root, id));
  expect(await cases.folders()).toEqual(ids);
  expect((await cases.firstFolders(20)).names).toEqual(ids);
  // In the order of the answers.
  const identities = await cases.identifyEach(ids, ["manifest.json"]);
  expect([...identities.keys()].toSorted()).toEqual(ids);
});

test("a missing object is undefined", async () => {
  const { store } = await bucket();
  expect(await store.get("reports/absent")).toBeUndefined();
});

test("the identities and files of a case are those of the list", async () => {
  const { cases } = await bucket();
  const [identity, absent] = await cases.identify("a", ["manifest.json", "metrics.json"]);
  expect(absent).toBeUndefined();
  const [file] = await cases.read("a", ["manifest.json"]);
  expect([textOf(file?.body), file?.identity]).toEqual(["{}", identity]);
  expect((await cases.identifyEach?.(["a"], ["manifest.json"]))?.size).toBe(0);
});
