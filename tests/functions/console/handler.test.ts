import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { beforeEach, expect, test, vi } from "vitest";
import { httpEvent, responseOf } from "../../http/events.ts";
import { expectExplicitCors, problemOf } from "../../http/problems.ts";
import { checkedHandler } from "../../openapi/checked.ts";

const TEXT = JSON.stringify({
  openapi: "3.1.1",
  info: { title: "An API", version: "1.2.3" },
  paths: { "/nowhere": {} },
});

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("BUILD_API_DESCRIPTION", TEXT);
  vi.stubGlobal("BUILD_PAGE", []);
  vi.stubGlobal("BUILD_LARGE_FILES", []);
  vi.stubEnv("LOG_LEVEL", "error");
  return () => {
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
  };
});

async function get(headers: Readonly<Record<string, string>> = {}, method = "GET") {
  const handler = checkedHandler((await import("../../../functions/console/handler.ts")).handler);
  return responseOf(await handler(httpEvent({ method, path: "/openapi.json", headers })));
}

const tagOf = (bytes: Buffer) => `"${createHash("sha256").update(bytes).digest("hex")}"`;
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

test("the description is served as it was built, and has to be revalidated before each use", async () => {
  const answer = await get();
  const { headers } = answer;
  expect(answer.status).toBe(200);
  expect(headers.get("content-type")).toBe("application/json");
  expect(headers.get("cache-control")).toBe("no-cache");
  expectExplicitCors(answer);
  const bytes = await bytesOf(answer);
  expect(bytes.toString()).toBe(TEXT);
  expect(headers.get("etag")).toBe(tagOf(bytes));
});

test("the description is compressed for clients that accept it, with a separate ETag", async () => {
  const answer = await get({ "accept-encoding": "gzip, br" });
  expect(answer.headers.get("content-encoding")).toBe("gzip");
  expect(answer.headers.get("vary")).toBe("Accept-Encoding, Origin");
  const bytes = await bytesOf(answer);
  expect(gunzipSync(bytes).toString()).toBe(TEXT);
  expect(answer.headers.get("etag")).toBe(tagOf(bytes));
});

test("a client that has the description gets 304", async () => {
  const etag = (await get()).headers.get("etag") ?? "";
  const answer = await get({ "if-none-match": etag });
  expect(answer.status).toBe(304);
  expect(answer.headers.get("etag")).toBe(etag);
  expect((await get({ "if-none-match": '"other"' })).status).toBe(200);
});

test("HEAD returns the size of the description, and other methods are refused", async () => {
  const head = await get({}, "HEAD");
  expect(head.headers.get("content-length")).toBe(String(TEXT.length));
  const problem = await problemOf(await get({}, "POST"), "method_not_allowed");
  expect(problem).toMatchObject({ allow: "GET, HEAD" });
});
