import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it, test, vi } from "vitest";
import { buildPage } from "../../../functions/build-page.ts";
import { FONTS_MB, VERIFIER_MB } from "../../../functions/console/page/verify/sizes.ts";
import { MAX_BINARY_BYTES } from "../../../lib/http/answer-limit.ts";
import { httpEvent, responseOf } from "../../http/events.ts";
import { expectExplicitCors, problemOf } from "../../http/problems.ts";
import { checkedHandler } from "../../openapi/checked.ts";

/**
 * Bytes, compressed with Brotli: a little above what they are, and below the 68 035 of the page before it was split,
 * which the console must not exceed outside of the view "verify".
 */
const MOST = { list: 34_500, case: 65_500 };
/** The parts that a case loads when a reader uses them; a case loads all others at once. */
const ON_USE = new Set([
  "all-checks",
  "case-picker",
  "checks",
  "open-worker",
  "report-preview",
  "terms",
]);

const PAGE = await buildPage();
const FILES = PAGE.files;
const SCRIPTS = PAGE.scripts;
const PARTS = FILES.map(({ path }) => path).filter((path) => path !== "/");

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("BUILD_API_DESCRIPTION", "{}");
  vi.stubGlobal("BUILD_PAGE", FILES);
  vi.stubGlobal("BUILD_LARGE_FILES", PAGE.largeFiles);
  vi.stubGlobal("BUILD_SCRIPTS", SCRIPTS);
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

const scriptAt = (path: string) => Buffer.from(SCRIPTS[path] ?? "", "base64");
const workerPath = () =>
  Object.keys(SCRIPTS).find((path) => path.includes("/verifier-worker-")) ?? "";

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const textOf = async (path: string) => (await bytesOf(await get(path))).toString();

test.each(["development", "test", ""])(
  "the page is the same when NODE_ENV is %j, and the build does not change NODE_ENV",
  async (before) => {
    vi.stubEnv("NODE_ENV", before);
    expect(await buildPage()).toEqual(PAGE);
    expect(process.env["NODE_ENV"]).toBe(before);
  },
);

/** `/assets/case-list-DbHA3E6c.js` is of the part `case-list`. */
const partOf = (path: string) => path.replace(/^\/assets\/(.*)-[\w-]{8}\.\w+$/, "$1");
const filesOf = (...parts: readonly string[]) =>
  PARTS.filter((path) => parts.includes(partOf(path)));

const BEFORE_THEY_RUN = /(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
const LATER = /import\(["'`]\.\/([\w.-]+\.js)["'`]\)/g;

/** The parts that these files import. */
async function importsOf(paths: readonly string[], when: RegExp): Promise<string[]> {
  const scripts = await Promise.all(paths.filter((path) => path.endsWith(".js")).map(textOf));
  const names = scripts.flatMap((text) => [...text.matchAll(when)].map(([, name]) => name));
  return [...new Set(names.map((name) => partOf(`/assets/${name}`)))];
}

/** What the page loads first and then these parts: the names of all parts, and their bytes. */
async function loadedWith(...parts: readonly string[]) {
  const html = await textOf("/");
  const first = PARTS.filter((path) => html.includes(`".${path}"`)).map(partOf);
  const loaded = new Set([...first, ...parts]);
  // A set goes on with what is added to it.
  for (const part of loaded) {
    for (const imported of await importsOf(filesOf(part), BEFORE_THEY_RUN)) loaded.add(imported);
  }
  const paths = new Set(["/", ...filesOf(...loaded)]);
  const sizes = FILES.filter(({ path }) => paths.has(path)).map(
    ({ br }) => Buffer.from(br, "base64").length,
  );
  return { parts: [...loaded].toSorted(), bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

test("the list is no larger than it was, and loads nothing of a case", async () => {
  const list = await loadedWith("case-list");
  expect(list.parts).toEqual(["case-list", "icon", "index"]);
  expect(list.bytes).toBeLessThanOrEqual(MOST.list);
});

test("a case with all that it shows is no larger than it was, and loads nothing of the list", async () => {
  const later = await importsOf(filesOf("case"), LATER);
  const shown = later.filter((part) => !ON_USE.has(part));
  const opened = await loadedWith("case", ...shown);
  expect(opened.parts).toEqual(["case", "icon", "index", "rolldown-runtime"]);
  expect(opened.bytes).toBeLessThanOrEqual(MOST.case);
});

test("the page has none of the texts of the API description", async () => {
  for (const path of PARTS.filter((part) => part.endsWith(".js")))
    expect(await textOf(path)).not.toContain("null while not all are known");
});

test("the page has to be revalidated before each use, and its assets never", async () => {
  const page = await get("/");
  expect(page.headers.get("content-type")).toBe("text/html");
  expect(page.headers.get("cache-control")).toBe("no-cache");
  expectExplicitCors(page);
  for (const path of PARTS) {
    expect(path).toMatch(/^\/assets\/[A-Za-z-]+-[\w-]{8}\.(?:js|css|svg)$/);
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

describe.each(PAGE.largeFiles)("the large file $path", ({ name, path, mediaType }) => {
  const stored = async () =>
    name === "page-scripts" ? scriptAt(path) : await readFile(`lib/report/fonts/${name}.ttf.br`);

  it("is served as it is stored, for good, with a policy that forbids every request", async () => {
    const answer = await get(path, { "accept-encoding": "gzip, deflate, br" });
    expect(answer.headers.get("content-type")).toBe(mediaType);
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'");
    expect((await bytesOf(answer)).equals(await stored())).toBe(true);
    const etag = answer.headers.get("etag") ?? "";
    expect((await get(path, { "if-none-match": etag, "accept-encoding": "br" })).status).toBe(304);
  });

  it("is served to clients without Brotli, too", async () => {
    const bytes = brotliDecompressSync(await stored());
    const zipped = await get(path, { "accept-encoding": "gzip" });
    expect(zipped.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(await bytesOf(zipped)).equals(bytes)).toBe(true);
    const plain = await get(path);
    expect(plain.headers.get("content-encoding")).toBe(null);
    expect((await bytesOf(plain)).equals(bytes)).toBe(true);
  });

  it("fits into a response of the platform, compressed", async () => {
    for (const bytes of [await stored(), gzipSync(brotliDecompressSync(await stored()))])
      expect(bytes.length).toBeLessThan(MAX_BINARY_BYTES);
  });
});

test.each(Object.keys(SCRIPTS))("%s of another build is refused", async (path) => {
  vi.stubGlobal("BUILD_SCRIPTS", { "/assets/verifier-worker-00000000.js": SCRIPTS[path] });
  const problem = await problemOf(await get(path), "misconfigured");
  expect(problem.detail).toContain("newer");
});

test("the page says how large the fonts are", async () => {
  const fonts = PAGE.largeFiles.filter(({ mediaType }) => mediaType === "font/ttf");
  const sizes = await Promise.all(
    fonts.map(async ({ name }) => (await stat(`lib/report/fonts/${name}.ttf.br`)).size),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect((total / 1e6).toFixed(1)).toBe(String(FONTS_MB));
  expect((scriptAt(workerPath()).length / 1e6).toFixed(1)).toBe(String(VERIFIER_MB));
});

test("the worker is one file, without the code of Node", () => {
  const script = brotliDecompressSync(scriptAt(workerPath())).toString();
  expect(script).not.toMatch(/(?:from|import)\s*["'`](?:node:|\.)/);
  expect(script).not.toContain("__vite-browser-external");
  expect(script).toContain("%PDF-");
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
    "worker-src": "'self'",
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
  // Relative, because the page may be behind a path prefix.
  expect(PARTS.map((path) => `.${path}`)).toEqual(expect.arrayContaining(loaded));
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

test("PUBLIC_URL is in the page, for citations", async () => {
  expect(await textOf("/")).toContain('<meta name="clarity-public-url" content="" />');
  vi.resetModules();
  vi.stubEnv("PUBLIC_URL", "https://audit.example.org/a&b");
  const page = await textOf("/");
  expect(page).toContain('name="clarity-public-url" content="https://audit.example.org/a&amp;b/"');
  expect(page).toContain("<title>CLARITY</title>");
});
