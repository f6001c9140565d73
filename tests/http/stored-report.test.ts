import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { expectExplicitCors, problemOf } from "./problems.ts";
import { openTestService } from "./test-service.ts";

const ABSENT = "0".repeat(64);

async function rendered() {
  const service = await openTestService();
  const answer = await service.post("case_sparse");
  const body = Buffer.from(await answer.arrayBuffer());
  const key = answer.headers.get("x-cache-key") ?? "";
  return { ...service, body, key, etag: answer.headers.get("etag") ?? "" };
}

test("a stored report is immutable and served under its key", async () => {
  const { request, body, key, etag } = await rendered();
  const answer = await request(`/report/${key}.pdf`);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": `inline; filename="clarity_report_${key.slice(0, 12)}.pdf"`,
    "cache-control": "public, max-age=31536000, immutable",
    "content-length": String(body.length),
    "x-cache-key": key,
    etag,
    "repr-digest": `sha-256=:${createHash("sha256").update(body).digest("base64")}:`,
  });
  expectExplicitCors(answer);
  expect(body.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
});

test("HEAD returns the headers of GET without the bytes", async () => {
  const { request, key } = await rendered();
  const got = await request(`/report/${key}.pdf`);
  const head = await request(`/report/${key}.pdf`, { method: "HEAD" });
  expect(head.status).toBe(200);
  expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(got.headers));
  expect((await head.arrayBuffer()).byteLength).toBe(0);
});

test("a key without a stored report returns 404 and says how to create one", async () => {
  const { request, lines } = await openTestService();
  const problem = await problemOf(await request(`/report/${ABSENT}.pdf`), "not_found");
  expect(problem).toMatchObject({ cache_key: ABSENT });
  expect(problem.detail).toContain("POST /report/generate");
  expect(lines).toEqual([]);
});

test.each(["*", "ETAG", "W/ETAG", '"other", ETAG', 'W/"other",W/ETAG , "more"', " ETAG "])(
  "If-None-Match: %s returns 304 without a body",
  async (template) => {
    const { request, key, etag } = await rendered();
    const headers = { "if-none-match": template.replace("ETAG", etag) };
    for (const method of ["GET", "HEAD"]) {
      const answer = await request(`/report/${key}.pdf`, { method, headers });
      expect(answer.status).toBe(304);
      expect(await answer.text()).toBe("");
      expect(answer.headers.get("etag")).toBe(etag);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(answer.headers.has("content-type")).toBe(false);
      expect(answer.headers.has("repr-digest")).toBe(false);
      expectExplicitCors(answer);
    }
  },
);

test.each(['"other"', 'W/"other", "more"', "KEY", '"*"', ","])(
  "If-None-Match: %s returns the report",
  async (template) => {
    const { request, key } = await rendered();
    const headers = { "if-none-match": template.replace("KEY", key) };
    expect((await request(`/report/${key}.pdf`, { headers })).status).toBe(200);
  },
);

test("If-None-Match does not turn a missing report into 304", async () => {
  const { request } = await openTestService();
  const headers = { "if-none-match": "*" };
  const answer = await request(`/report/${ABSENT}.pdf`, { headers });
  expect(await problemOf(answer, "not_found")).toMatchObject({ cache_key: ABSENT });
});

test.each([
  `${"0".repeat(63)}.pdf`,
  `${"0".repeat(65)}.pdf`,
  `${"A".repeat(64)}.pdf`,
  `${"0".repeat(64)}.PDF`,
  `${"0".repeat(64)}.pdf.pdf`,
  "0".repeat(64),
  "case_sparse.pdf",
  ".pdf",
])("/report/%s is malformed", async (file) => {
  const { request } = await openTestService();
  const problem = await problemOf(await request(`/report/${file}`), "invalid_request");
  expect(problem.detail).toContain("64 lower-case hex digits");
});
