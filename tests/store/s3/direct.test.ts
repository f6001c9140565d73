import { createServer } from "node:http";
import { expect, test } from "vitest";
import type { ArtifactSource, ObjectStore } from "../../../lib/store/contract.ts";
import { openCases } from "../../../lib/store/open-cases.ts";
import { openStore } from "../../../lib/store/open-store.ts";
import { textOf } from "../temp-folder.ts";
import { serveHere } from "../../servers/listen-here.ts";

const DATE = "Fri, 27 Nov 2026 09:00:00 GMT";
const HEADERS = { etag: '"e"', "last-modified": DATE, "x-amz-meta-by": "me" };
const LIST = `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>cases/a/manifest.json</Key><ETag>"e"</ETag><Size>2</Size><LastModified>2026-11-27T09:00:00.000Z</LastModified></Contents></ListBucketResult>`;

/** A bucket with one object and one case; `asked` are the requests, each with a signature. */
async function bucket() {
  const asked: string[] = [];
  const server = createServer(({ url = "", headers }, response) => {
    asked.push(`${url} ${String(headers.authorization).slice(0, 16)}`);
    if (url.includes("list-type")) response.end(LIST);
    else if (url.endsWith("absent")) response.writeHead(404).end("<Code>NoSuchKey</Code>");
    else if (headers["if-none-match"] === '"e"') response.writeHead(304, HEADERS).end();
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
  return { store, cases, asked };
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
