import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Hono } from "hono";
import type { AppEnv } from "../../lib/http/app-env.ts";
import { answerWith, represent, sizeOf } from "../../lib/http/representation.ts";

const TEXT = `{"text":"é 漢 ${"x".repeat(500)}"}`;

async function ask(headers: Readonly<Record<string, string>>, method = "GET") {
  const representation = await represent(TEXT);
  const app = new Hono<AppEnv>();
  app.get("/", (context) => answerWith(context, representation, { "x-cache-hit": "true" }));
  const response = await app.request("/", { headers, method });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("the uncompressed representation is the text, and its ETag the SHA-256 of the bytes", async () => {
  const { response, bytes } = await ask({});
  expect(bytes.toString()).toBe(TEXT);
  expect(response.headers.get("etag")).toBe(`"${sha256(bytes)}"`);
  expect(response.headers.get("content-encoding")).toBeNull();
  expect(response.headers.get("content-length")).toBe(String(bytes.length));
  expect(response.headers.get("vary")).toBe("Accept-Encoding");
  expect(response.headers.get("x-cache-hit")).toBe("true");
});

test("the compressed representation is the same text with a separate ETag", async () => {
  const plain = await ask({});
  const { response, bytes } = await ask({ "accept-encoding": "gzip" });
  expect(response.headers.get("content-encoding")).toBe("gzip");
  expect(gunzipSync(bytes).equals(plain.bytes)).toBe(true);
  expect(bytes.length).toBeLessThan(plain.bytes.length);
  expect(response.headers.get("etag")).toBe(`"${sha256(bytes)}"`);
  expect(response.headers.get("etag")).not.toBe(plain.response.headers.get("etag"));
  expect(response.headers.get("vary")).toBe("Accept-Encoding");
});

test.each([
  ["gzip", true],
  ["gzip, deflate, br, zstd", true],
  ["deflate, gzip;q=0.5", true],
  ["*", true],
  ["br;q=1.0, gzip;q=0.8, *;q=0.1", true],
  ["GZIP", true],
  ["identity;q=0.5, gzip;q=0.6", true],
  ["identity, gzip;q=0.5", false],
  ["", false],
  ["br", false],
  ["gzip;q=0", false],
  ["gzip;q=0, *", false],
  ["*;q=0", false],
  ["identity;q=0", false],
  ["gzipped", false],
])("Accept-Encoding %j: compressed is %s", async (accepted, zipped) => {
  const { response } = await ask({ "accept-encoding": accepted });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-encoding")).toBe(zipped ? "gzip" : null);
});

async function answer(known: string, accepted: string) {
  const { response, bytes } = await ask({ "accept-encoding": accepted, "if-none-match": known });
  const [etag, vary] = ["etag", "vary"].map((name) => response.headers.get(name));
  return { status: response.status, isEmpty: bytes.length === 0, etag, vary };
}

test("a 304 depends on the ETag of the coding that would be sent, and has no body", async () => {
  const etags = await Promise.all(
    ["", "gzip"].map(async (accepted) => {
      const { response } = await ask({ "accept-encoding": accepted });
      return response.headers.get("etag") ?? "";
    }),
  );
  const [plain = "", zipped = ""] = etags;
  const unchanged = { status: 304, isEmpty: true, vary: "Accept-Encoding" };
  const changed = { status: 200, isEmpty: false };
  expect(await answer(plain, "")).toEqual({ ...unchanged, etag: plain });
  expect(await answer(zipped, "gzip")).toEqual({ ...unchanged, etag: zipped });
  expect(await answer(`"other", W/${zipped}`, "gzip")).toEqual({ ...unchanged, etag: zipped });
  expect(await answer("*", "gzip")).toEqual({ ...unchanged, etag: zipped });
  expect(await answer(plain, "gzip")).toMatchObject(changed);
  expect(await answer(zipped, "")).toMatchObject(changed);
  expect(await answer('"other"', "")).toMatchObject(changed);
});

test("HEAD returns the length of the GET body", async () => {
  const { response, bytes } = await ask({ "accept-encoding": "gzip" }, "HEAD");
  const got = await ask({ "accept-encoding": "gzip" });
  expect(bytes).toHaveLength(0);
  expect(response.headers.get("content-length")).toBe(String(got.bytes.length));
  expect(response.headers.get("etag")).toBe(got.response.headers.get("etag"));
});

test("its size in memory is that of both codings", async () => {
  const representation = await represent(TEXT);
  const zipped = (await ask({ "accept-encoding": "gzip" })).bytes.length;
  expect(sizeOf(representation)).toBe(Buffer.byteLength(TEXT) + zipped);
});
