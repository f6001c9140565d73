import { afterAll, beforeAll, expect, test } from "vitest";
import { expectExplicitCors, expectNoTraces, problemOf } from "../http/problems.ts";
import {
  DEFAULT,
  expectAnswersOf,
  expectPreflightsOf,
  KINDS,
  makeTrouble,
} from "../http/cors-modes.ts";
import { LocalService, makeHome } from "./local-service.ts";
import { sendRaw } from "./raw.ts";

const LISTED = "http://localhost:5173";
const FIRST = "http://localhost:3000";

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome());
});

afterAll(async () => {
  await service.discard();
});

async function raw(lines: readonly string[], body: string | Buffer = ""): Promise<string> {
  return await sendRaw(Number(new URL(service.url).port), lines, body);
}

async function rawGet(path: string): Promise<{ status: number; text: string }> {
  const text = await raw([`GET ${path} HTTP/1.1`, "Host: localhost", "Connection: close"]);
  return { status: Number(text.split(" ")[1]), text };
}

const REQUESTS: readonly (readonly [string, number, string, RequestInit])[] = [
  ["a success", 200, "/health", {}],
  ["a list", 200, "/report/cases", {}],
  ["a malformed path", 400, "/report/cases/%2e%2e%2fsecret", {}],
  ["no route", 404, "/nowhere/at/all", {}],
  ["no route of a function", 404, "/report/a/b/c", {}],
  ["the console", 200, "/", {}],
  ["no part of the console", 404, "/assets/index-00000000.js", {}],
  ["a wrong method", 405, "/report/generate", { method: "DELETE" }],
  ["a wrong method on the default route", 405, "/health", { method: "PATCH" }],
  ["a wrong type", 415, "/report/generate", { method: "POST", body: "text" }],
];

test.each(REQUESTS)(
  "%s does not reflect an origin that is not listed",
  async (_what, status, path, init) => {
    const from = async (origin: string) => {
      const answer = await service.get(path, { ...init, headers: { origin } });
      expect(answer.status).toBe(status);
      expectExplicitCors(answer);
      expectNoTraces(await answer.text());
      const credentials = answer.headers.get("access-control-allow-credentials");
      return [answer.headers.get("access-control-allow-origin"), credentials];
    };
    expect(await from(LISTED)).toEqual([LISTED, "true"]);
    for (const origin of ["https://evil.example", "null", `${FIRST}.evil.example`]) {
      expect(await from(origin)).toEqual([FIRST, "false"]);
    }
  },
);

test.each([
  [LISTED, [LISTED, "true"]],
  ["https://evil.example", [FIRST, "false"]],
])("a preflight from %s is answered by the service's own headers", async (origin, expected) => {
  for (const path of ["/report/generate", "/health", "/nowhere"]) {
    const answer = await service.get(path, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "x-anything",
      },
    });
    expect(answer.status).toBe(204);
    const { headers } = answer;
    const names = ["access-control-allow-origin", "access-control-allow-credentials"];
    expect(names.map((name) => headers.get(name))).toEqual(expected);
    expect(headers.get("access-control-allow-methods")).toBe("GET, HEAD, POST, OPTIONS");
    expect(headers.get("access-control-allow-headers")).toBe(
      "content-type, prefer, if-none-match, authorization",
    );
  }
});

test.each([
  ["POST", "/report/generate", "{", 400, "invalid_request"],
  ["POST", "/report/generate", "[]", 422, "invalid_body"],
  ["POST", "/report/generate", '{"case_id": "../secret"}', 422, "invalid_body"],
  ["POST", "/report/generate", `"${"x".repeat(1024 * 1024)}"`, 413, "body_too_large"],
  ["PUT", "/report/cases", "{}", 405, "method_not_allowed"],
] as const)("%s %s is answered with a problem", async (method, path, body, status, code) => {
  const headers = { "content-type": "application/json" };
  const answer = await service.get(path, { method, body, headers });
  expect(answer.status).toBe(status);
  await problemOf(answer, code);
});

test("serverless-offline treats a POST without a content type as JSON", async () => {
  const body = new Blob(['{"case_id": "unknown"}']);
  const answer = await service.get("/report/generate", { method: "POST", body });
  expect((await problemOf(answer, "not_found"))["case_id"]).toBe("unknown");
});

test.each([
  ["/report/cases/../../../etc/passwd", 404],
  ["/report/cases/..%2f..%2fetc%2fpasswd", 400],
  ["/report/cases/%2e%2e/%2e%2e/etc/passwd", 404],
  ["/report/cases/%252e%252e%252f", 400],
  ["/report/cases/..\\..\\etc\\passwd", 404],
  ["/report/cases/case_sparse%00", 400],
  ["/report//case_sparse", 404],
  ["//evil.example/health", 404],
  [`/report/cases/${"x".repeat(10_000)}`, 400],
])("a raw request for %s gets a valid response", async (path, status) => {
  const answer = await rawGet(path);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain("application/problem+json");
  expectNoTraces(answer.text);
});

test("the default mode allows only pages of this machine", async () => {
  expect.hasAssertions();
  const ask = service.get.bind(service);
  await makeTrouble(ask, service.home.artifactRoot, service.home.cacheDir);
  await expectAnswersOf(DEFAULT, ask, KINDS);
  await expectAnswersOf(DEFAULT, ask, KINDS.slice(0, 1));
  await expectPreflightsOf(DEFAULT, ask);
});

/** Answers that serverless-offline makes itself. By default it would allow any origin to read them. */
test.each<[string, readonly string[], string, number, string]>([
  ["a path that cannot be decoded", ["GET /report/cases/%ff HTTP/1.1"], "", 400, "Bad Request"],
  [
    "a preflight of an undecodable path",
    ["OPTIONS /report/cases/%ff HTTP/1.1", "Access-Control-Request-Method: POST"],
    "",
    400,
    "Bad Request",
  ],
  ["a target that is no path", ["OPTIONS * HTTP/1.1"], "", 400, "Invalid URL"],
  [
    "a body over 10 MB",
    ["POST /report/generate HTTP/1.1", "Content-Length: 10485761"],
    " ".repeat(10_485_761),
    413,
    "Payload content length greater than maximum allowed: 10485760",
  ],
  [
    "a malformed content type",
    ["POST /report/generate HTTP/1.1", "Content-Type: ;", "Content-Length: 2"],
    "{}",
    400,
    "Invalid content-type header",
  ],
])("no other page can read the response to %s", async (_, head, body, status, message) => {
  for (const origin of ["https://evil.example", LISTED]) {
    const sent = [...head, "Host: localhost", `Origin: ${origin}`, "Connection: close"];
    const text = await raw(sent, body);
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(text.toLowerCase()).not.toContain("access-control-");
    const [, answer = ""] = text.split("\r\n\r\n");
    expect(JSON.parse(answer)).toEqual({
      statusCode: status,
      error: expect.any(String),
      message,
    });
  }
});

/** Nothing reads bytes after a body. hapi would answer the request a second time, and crash. */
test.each<[string, readonly string[], string]>([
  ["a body over 10 MB", ["Content-Length: 10485761"], " ".repeat(10_485_763)],
  ["a body of a malformed type", ["Content-Type: ;", "Content-Length: 2"], "{}{}"],
  ["a body", ["Content-Type: application/json", "Content-Length: 2"], "{}{}"],
  ["a chunk", ["Transfer-Encoding: chunked"], "2\r\n{}{}\r\n0\r\n\r\n"],
  ["a chunk of a malformed type", ["Content-Type: ;", "Transfer-Encoding: chunked"], "2\r\n{}{}"],
  ["a chunked body", ["Transfer-Encoding: chunked"], "2\r\n{}\r\n0\r\n\r\n{}"],
])("bytes beyond the end of %s do not end the service", async (_, head, body) => {
  const sent = ["POST /report/generate HTTP/1.1", ...head, "Host: localhost", "Connection: close"];
  for (let round = 0; round < 5; round += 1) await raw(sent, body);
  expect((await service.get("/health")).status).toBe(200);
});

/** A page whose name resolves to this machine (DNS rebinding) would have the service's own origin. */
test.each([
  ["localhost:3000", 200],
  ["LOCALHOST", 200],
  ["127.0.0.1:8080", 200],
  ["[::1]:3000", 200],
  ["rebound.example:3000", 400],
  ["localhost.example", 400],
  ["127.0.0.1.example", 400],
  ["0.0.0.0:3000", 400],
  // hapi would answer 500 to these, which it cannot make a URL of.
  ["127.999.999.999", 400],
  ["127.999.999.999:3000", 400],
  ["localhost:99999", 400],
  ["[::1]:99999", 400],
  ["[::g]", 400],
  ["[", 400],
  ["1.2.3.4.5", 400],
  ["%zz", 400],
  ["xn--a", 400],
  ["a:b", 400],
  ["a b", 400],
  ["localhost, rebound.example", 400],
  ["", 400],
  ["x".repeat(10_000), 400],
])("a request for %s returns %i", async (host, status) => {
  for (const path of ["/report/cases", "/demo/cases", "/", "/health"]) {
    const head = [`GET ${path} HTTP/1.1`, `Host: ${host}`, "Origin: https://evil.example"];
    const answer = await raw([...head, "Connection: close"]);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.includes("To accept other hosts")).toBe(status === 400);
    expect(answer).toContain(`access-control-allow-origin: ${FIRST}\r\n`);
    expectNoTraces(answer);
  }
});

/** Answers that serverless-offline makes without asking a function: sane, though no problem details. */
test.each([
  ["/report/cases/%", 400],
  ["/report/cases/%ff", 400],
  ["/report/cases/%c0%ae%c0%ae", 400],
  ["/%e0%80%ae", 400],
])("an undecodable path such as %s is refused before the service", async (path, status) => {
  const answer = await rawGet(path);
  expect(answer.status).toBe(status);
  expectNoTraces(answer.text);
});

/** A browser sends them to every port of localhost. serverless-offline would answer them 400. */
test.each(['session={"a":1}', "a=b c", "=x", 'a="'])(
  "the invalid cookie %s does no harm",
  async (cookie) => {
    expect((await service.get("/health", { headers: { cookie } })).status).toBe(200);
  },
);

test("bytes that are not HTTP are refused, and the service keeps running", async () => {
  for (const lines of [["nonsense"], ["GET / HTTP/9.9"], ["GET /\0 HTTP/1.1", "Host: x"]]) {
    expect(await raw(lines)).toMatch(/^HTTP\/1\.1 (?:400|505)/);
  }
  expect((await service.get("/health")).status).toBe(200);
});

test("these requests log no bug and do not touch the store", async () => {
  expect(service.logged("internal")).toEqual([]);
  await expect(service.storedReports()).rejects.toThrow("ENOENT");
});
