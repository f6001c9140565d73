import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { expect, onTestFinished, test, vi } from "vitest";
import { RemoteReports } from "../../../lib/service/batch/remote-reports.ts";
import { sentenceOf } from "../../store/sentence-of.ts";
import { serveHere } from "../../servers/listen-here.ts";
import { rejectionOf } from "../../store/temp-folder.ts";

const KEY = "a".repeat(64);
const PDF = "%PDF-1.7 of this report";
const SHA256 = createHash("sha256").update(PDF).digest("hex");

/** A service on this machine that gives the responses of the test, below a path prefix. */
async function serving(answer: RequestListener, options: { authorization?: string } = {}) {
  const base = new URL("/prefix", await serveHere(createServer(answer)));
  return new RemoteReports({ base, timeoutMs: 20_000, ...options });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of request.setEncoding("utf8")) chunks.push(String(chunk));
  return chunks.join("");
}

const problem = (code: string, status: number) =>
  JSON.stringify({ type: `urn:clarity:problem:${code}`, status, detail: `It is ${code}.` });

test("the report is asked for once, with a wait, and its bytes are hashed", async () => {
  const asked: unknown[] = [];
  const reports = await serving((request, response) => {
    const answer = async () => {
      const { method, url, headers } = request;
      const body = await bodyOf(request);
      asked.push([method, url, headers["prefer"], headers.authorization, body]);
      response.writeHead(200, { "x-cache-hit": "true", "x-cache-key": KEY }).end(PDF);
    };
    void answer();
  });
  expect(await reports.reportOf("case_1")).toEqual({
    key: KEY,
    sha256: SHA256,
    bytes: PDF.length,
    hit: true,
  });
  const body = '{"case_id":"case_1"}';
  expect(asked).toEqual([["POST", "/prefix/report/generate", "wait=20", undefined, body]]);
});

test("a report that the service redirects is described by its status, and not downloaded", async () => {
  const urls: string[] = [];
  const reports = await serving(({ url = "" }, response) => {
    urls.push(url);
    if (url.endsWith("generate")) {
      const location = "https://bucket.example.org/report";
      response.writeHead(303, { location, "x-cache-hit": "false", "x-cache-key": KEY }).end();
    } else {
      response.end(JSON.stringify({ cache_key: KEY, sha256: SHA256, bytes: 9_000_000 }));
    }
  });
  expect(await reports.reportOf("case_1")).toEqual({
    key: KEY,
    sha256: SHA256,
    bytes: 9_000_000,
    hit: false,
  });
  expect(urls).toEqual(["/prefix/report/generate", "/prefix/report/cases/case_1"]);
});

test("a stored report is described without its bytes, one that is not stored is undefined", async () => {
  const stored = { sha256: SHA256, bytes: 9_000_000 };
  const reports = await serving(({ method, url = "" }, response) => {
    expect(method).toBe("GET");
    const isStored = url === "/prefix/report/cases/case_1";
    response.end(JSON.stringify({ cache_key: KEY, ...(isStored ? stored : {}) }));
  });
  expect(await reports.storedReport("case_1")).toEqual({ key: KEY, ...stored, hit: true });
  expect(await reports.storedReport("case_2")).toBeUndefined();
});

test("a redirect to a report that is not stored is tried again", async () => {
  const reports = await serving(({ url = "" }, response) => {
    if (url.endsWith("generate")) response.writeHead(303, { location: "/elsewhere" }).end();
    else response.end(JSON.stringify({ cache_key: KEY }));
  });
  const error = await rejectionOf(reports.reportOf("case_1"));
  expect(error).toMatchObject({ code: "store_unavailable", reason: "service_unreachable" });
  expect(sentenceOf(error)).toContain("the report is not stored");
});

test("without Web Crypto, as in a browser on plain HTTP, the hash is the one that the service states", async () => {
  const stated = "e".repeat(64);
  const reports = await serving((_request, response) =>
    response.writeHead(200, { "x-cache-key": KEY, etag: `"${stated}"` }).end(PDF),
  );
  const silent = await serving((_request, response) =>
    response.writeHead(200, { "x-cache-key": KEY }).end(PDF),
  );
  vi.stubGlobal("crypto", {});
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(await reports.reportOf("case_1")).toMatchObject({ sha256: stated, bytes: PDF.length });
  expect(sentenceOf(await rejectionOf(silent.reportOf("case_1")))).toContain("no SHA-256");
});

test("the ids of all pages of the list are joined", async () => {
  const urls: string[] = [];
  const reports = await serving(({ url = "" }, response) => {
    urls.push(url);
    const isFirst = url.endsWith("?limit=1000");
    if (isFirst) response.setHeader("link", '<?limit=1000&cursor=b>; rel="next"');
    response.end(JSON.stringify({ cases: isFirst ? ["a", "b"] : ["c"], total: 3 }));
  });
  expect(await reports.caseIds()).toEqual(["a", "b", "c"]);
  expect(urls).toEqual([
    "/prefix/report/cases?limit=1000",
    "/prefix/report/cases?limit=1000&cursor=b",
  ]);
});

test.each([
  [
    "another server, which must not get the Authorization header",
    "http://127.0.0.1:1/report/cases",
  ],
  ["the page itself", "?limit=1000"],
  ["no address", "http://["],
])("a list whose next page is %s is refused", async (_, next) => {
  let asked = 0;
  const reports = await serving((_request, response) => {
    // Without the check, the list would have no end.
    if (++asked < 3) response.setHeader("link", `<${next}>; rel="next"`);
    response.end('{"cases":["a"]}');
  });
  await expect(reports.caseIds()).rejects.toMatchObject({
    code: "misconfigured",
    reason: "service_refuses",
  });
  expect(asked).toBe(1);
});

test("a page with status 200 from another server is not taken for a report", async () => {
  const reports = await serving((_request, response) => response.end("<html>"));
  await expect(reports.reportOf("case_1")).rejects.toMatchObject({
    code: "misconfigured",
    reason: "service_refuses",
  });
});

test("the Authorization header is sent when it is set", async () => {
  const seen: unknown[] = [];
  const listener: RequestListener = ({ headers }, response) => {
    seen.push(headers.authorization);
    response.end('{"cases":[]}');
  };
  await (await serving(listener, { authorization: "Bearer abc" })).caseIds();
  expect(seen).toEqual(["Bearer abc"]);
});

test.each([
  ["unreportable_case", 422],
  ["in_progress", 409],
  ["held_off", 503],
])("problem details become an error with their code and sentence: %s", async (code, status) => {
  const reports = await serving((_request, response) =>
    response.writeHead(status, { "retry-after": "7" }).end(problem(code, status)),
  );
  await expect(reports.reportOf("case_1")).rejects.toMatchObject({
    code,
    message: `It is ${code}.`,
    retryAfterSeconds: 7,
  });
});

test.each([
  ["a gateway that limits requests", 429, "no_capacity", "service_busy"],
  ["a gateway without capacity", 503, "no_capacity", "service_busy"],
  ["a proxy that cannot reach the service", 502, "store_unavailable", "service_busy"],
  ["a gateway that requires authentication", 401, "misconfigured", "service_refuses"],
  ["a gateway that forbids it", 403, "misconfigured", "service_refuses"],
  ["another address", 301, "misconfigured", "service_refuses"],
])("%s (%i) becomes %s", async (_, status, code, reason) => {
  const reports = await serving((_request, response) => response.writeHead(status).end("<html>"));
  const error = await rejectionOf(reports.reportOf("case_1"));
  expect(error).toMatchObject({ code, reason });
  expect(sentenceOf(error)).toContain(`(HTTP ${status})`);
});

test("a list of cases that does not exist means another address", async () => {
  const reports = await serving((_request, response) => response.writeHead(404).end("{}"));
  const error = await rejectionOf(reports.caseIds());
  expect(error).toMatchObject({ code: "misconfigured", reason: "service_refuses" });
  expect(sentenceOf(error)).toContain("(HTTP 404, no list of cases). Check the address.");
});

test("a date in Retry-After is ignored", async () => {
  const reports = await serving((_request, response) =>
    response.writeHead(429, { "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT" }).end(),
  );
  await expect(reports.reportOf("case_1")).rejects.toMatchObject({ retryAfterSeconds: undefined });
});

test("a service that cannot be reached, or ends in the middle of a report, is unavailable", async () => {
  const unreachable = new RemoteReports({ base: new URL("http://127.0.0.1:1") });
  const cutOff = await serving((_request, response) => {
    response.writeHead(200, { "content-length": "100", "x-cache-key": KEY }).write("%PDF");
    setImmediate(() => response.destroy());
  });
  for (const reports of [unreachable, cutOff]) {
    const error = await rejectionOf(reports.reportOf("case_1"));
    expect(error).toMatchObject({ code: "store_unavailable", reason: "service_unreachable" });
    expect(sentenceOf(error)).toContain("could not be reached (");
  }
});
