import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeEach, expect, test, vi } from "vitest";
import { buildPage } from "../../../functions/build-page.ts";
import { httpEvent, responseOf } from "../../http/events.ts";
import { expectExplicitCors, problemOf } from "../../http/problems.ts";
import { checkedHandler } from "../../openapi/checked.ts";

const MAX_ZIPPED_BYTES = 90 * 1024;

const FILES = await buildPage();
const PARTS = FILES.map(({ path }) => path).filter((path) => path !== "/");

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("BUILD_API_DESCRIPTION", "{}");
  vi.stubGlobal("BUILD_PAGE", FILES);
  vi.stubEnv("LOG_LEVEL", "error");
  return () => {
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
  };
});

async function get(path: string, headers: Readonly<Record<string, string>> = {}, method = "GET") {
  const handler = checkedHandler((await import("../../../functions/console/handler.ts")).handler);
  return responseOf(await handler(httpEvent({ method, path, headers })));
}

/** The directives of the page's policy, by name. */
async function policy(): Promise<ReadonlyMap<string, string>> {
  const text = (await get("/")).headers.get("content-security-policy") ?? "";
  const directives = text.split("; ").map((directive) => directive.split(/ (.*)/));
  return new Map(directives.map(([name = "", value = ""]) => [name, value]));
}

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const textOf = async (path: string) => (await bytesOf(await get(path))).toString();

test.each(["development", "test", ""])(
  "the page is the same when NODE_ENV is %j, and the build does not change NODE_ENV",
  async (before) => {
    vi.stubEnv("NODE_ENV", before);
    expect(await buildPage()).toEqual(FILES);
    expect(process.env["NODE_ENV"]).toBe(before);
  },
);

test(`all files that the page loads have at most ${MAX_ZIPPED_BYTES} bytes when compressed`, () => {
  const sizes = FILES.map(({ gzip }) => Buffer.from(gzip, "base64").length);
  expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThanOrEqual(MAX_ZIPPED_BYTES);
  expect(sizes.length).toBeGreaterThan(2);
});

test("the page has to be revalidated before each use, and its assets never", async () => {
  const page = await get("/");
  expect(page.headers.get("content-type")).toBe("text/html");
  expect(page.headers.get("cache-control")).toBe("no-cache");
  expectExplicitCors(page);
  for (const path of PARTS) {
    expect(path).toMatch(/^\/assets\/[a-z]+-[\w-]{8}\.(?:js|css|svg)$/);
    const part = await get(path);
    expect(part.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(part.headers.get("x-content-type-options")).toBe("nosniff");
    expectExplicitCors(part);
  }
});

test("no shared cache keeps the page's assets when authentication is required", async () => {
  vi.stubEnv("CLARITY_AUTH", "jwt");
  const part = await get(PARTS[0] ?? "");
  expect(part.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
});

test.each(FILES)(
  "$path is served as it was built, in every coding, each with its own ETag",
  async (file) => {
    const plain = await bytesOf(await get(file.path));
    const unpacked = { br: brotliDecompressSync, gzip: gunzipSync } as const;
    for (const coding of ["br", "gzip"] as const) {
      const answer = await get(file.path, { "accept-encoding": coding });
      const bytes = await bytesOf(answer);
      expect(answer.headers.get("content-encoding")).toBe(coding);
      expect(bytes.toString("base64")).toBe(file[coding]);
      expect(unpacked[coding](bytes).equals(plain)).toBe(true);
      const etag = `"${createHash("sha256").update(bytes).digest("hex")}"`;
      expect(answer.headers.get("etag")).toBe(etag);
      const again = await get(file.path, { "accept-encoding": coding, "if-none-match": etag });
      expect(again.status).toBe(304);
    }
  },
);

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["br;q=0.5, gzip", "gzip"],
  ["gzip, deflate", "gzip"],
  ["*", "br"],
  ["identity", null],
])("a browser that requests %j gets %s", async (accepted, coding) => {
  const answer = await get("/", { "accept-encoding": accepted });
  expect(answer.headers.get("content-encoding")).toBe(coding);
  expect(answer.headers.get("vary")).toBe("Accept-Encoding, Origin");
});

test("HEAD returns the size of the page, and other methods are refused", async () => {
  const head = await get("/", {}, "HEAD");
  expect(head.headers.get("content-length")).toBe(String((await textOf("/")).length));
  const problem = await problemOf(await get("/", {}, "POST"), "method_not_allowed");
  expect(problem).toMatchObject({ allow: "GET, HEAD" });
});

test.each(["/assets/index-00000000.js", "/assets/", "/assets/a/b", "/index.html"])(
  "%s is not part of the page",
  async (path) => {
    const problem = await problemOf(await get(path), "not_found");
    expect(problem.detail).toMatch(/reload the page|no such route/);
  },
);

test("the page's policy allows only what the page needs", async () => {
  const allowed = await policy();
  expect(Object.fromEntries(allowed)).toEqual({
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "blob:",
    "object-src": "blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
  });
});

test("the page has no inline code, and loads only its own assets", async () => {
  const html = await textOf("/");
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]* src=)/);
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path);
  expect(loaded.length).toBeGreaterThan(1);
  expect(PARTS).toEqual(expect.arrayContaining(loaded));
  const scripts = PARTS.filter((path) => path.endsWith(".js"));
  for (const path of scripts) expect(await textOf(path)).not.toContain("sourceMappingURL");
});

test.each([
  [{ AWS_REGION: "eu-central-1" }, "https://reports.s3.eu-central-1.amazonaws.com"],
  [{ S3_ENDPOINT: "https://s3.example.org/" }, "https://s3.example.org"],
])(
  "when deployed with %o, the page's policy allows redirects to the bucket",
  async (settings, origin) => {
    const deployed = { AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001", CLARITY_STORE: "s3" };
    for (const [name, value] of Object.entries({ ...deployed, ...settings }))
      vi.stubEnv(name, value);
    vi.stubEnv("CLARITY_BUCKET", "reports");
    expect((await policy()).get("connect-src")).toBe(`'self' ${origin}`);
  },
);
