import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tooLarge } from "../../lib/http/answer-limit.ts";
import { toResult } from "../../lib/http/lambda-event.ts";
import { problemOf } from "./problems.ts";
import { openTestService } from "./test-service.ts";

const MEBIBYTE = 2 ** 20;
const LIMIT = 6 * MEBIBYTE;
const BINARY = { "content-type": "application/pdf" };

/** The size of a function's response to the platform, in bytes. */
async function resultBytes(response: Response): Promise<number> {
  return Buffer.byteLength(JSON.stringify(await toResult(response)));
}

test.each<[string, () => string | Uint8Array<ArrayBuffer>, Record<string, string>]>([
  ["bytes", () => new Uint8Array(4.4 * MEBIBYTE), BINARY],
  ["zipped bytes", () => new Uint8Array(4.4 * MEBIBYTE), { "content-encoding": "gzip" }],
  ["text without quotes", () => "x".repeat(5.9 * MEBIBYTE), {}],
  ["text of quotes", () => '"'.repeat(2.9 * MEBIBYTE), {}],
  ["text of letters with two bytes", () => "\u00e4".repeat(2.9 * MEBIBYTE), {}],
])("an answer that fits passes the limit: %s", async (_what, make, headers) => {
  const response = new Response(make(), { headers });
  expect(await tooLarge(response)).toBeUndefined();
  expect(await resultBytes(response)).toBeLessThan(LIMIT);
});

test.each<[string, () => string | Uint8Array<ArrayBuffer>, Record<string, string>]>([
  ["bytes", () => new Uint8Array(4.6 * MEBIBYTE), BINARY],
  ["zipped bytes", () => new Uint8Array(4.6 * MEBIBYTE), { "content-encoding": "gzip" }],
  ["text without quotes", () => "x".repeat(6.1 * MEBIBYTE), {}],
  ["text of quotes", () => '"'.repeat(3.1 * MEBIBYTE), {}],
  ["text of letters with two bytes", () => "\u00e4".repeat(3.1 * MEBIBYTE), {}],
])("an answer that does not fit is refused: %s", async (_what, make, headers) => {
  const response = new Response(make(), { headers });
  expect(await tooLarge(response)).toMatchObject({ code: "answer_too_large", status: 422 });
  expect(await resultBytes(response)).toBeGreaterThan(LIMIT);
});

test("an answer without a body always fits", async () => {
  expect(await tooLarge(new Response(null, { status: 304 }))).toBeUndefined();
});

test("when deployed, a large artifact is refused uncompressed and sent compressed", async () => {
  const { request, artifactRoot } = await openTestService({ deployed: true });
  const file = join(artifactRoot, "case_sparse", "metrics.json");
  const metrics: object = JSON.parse(await readFile(file, "utf8"));
  const filler = randomBytes(64).toString("hex").repeat(50_000);
  await writeFile(file, JSON.stringify({ ...metrics, filler }));
  const path = "/demo/cases/case_sparse/metrics";
  const refused = await request(path);
  expect((await problemOf(refused, "answer_too_large")).detail).toContain("gzip");
  expect([...refused.headers.keys()]).not.toContain("etag");
  const zipped = await request(path, { headers: { "accept-encoding": "gzip" } });
  expect([zipped.status, zipped.headers.get("content-encoding")]).toEqual([200, "gzip"]);
});
