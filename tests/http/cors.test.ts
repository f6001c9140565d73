import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { addHealthRoutes } from "../../lib/http/health-routes.ts";
import { askApp } from "../openapi/checked.ts";
import { expectExplicitCors } from "./problems.ts";
import { openTestService } from "./test-service.ts";

const LOCAL = "http://localhost:3000";
const AUDIT = "https://audit.example.org";
const SECOND = "https://second.example.org:8443";
const LISTED = { CORS_ALLOWED_ORIGINS: `${AUDIT}, ${SECOND}` };
const DEMO = { APP_ENV: "demo" };

interface Request {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string>>;

async function serviceIn(environment: Environment) {
  const service = await openTestService({
    allowedOrigins: readConfig(environment).allowedOrigins,
    render: async () => await Promise.reject(new Error("bug")),
  });
  addHealthRoutes(service.app, { version: "1", gitSha: "abc" });
  return service;
}

/** One answer of every kind, in order of their status. */
const KINDS: readonly (readonly [number, string, Request])[] = [
  [200, "/health", {}],
  [200, "/report/cases", { method: "HEAD" }],
  [400, "/report/x", {}],
  [404, "/nowhere", {}],
  [405, "/health", { method: "PUT" }],
  [413, "/report/generate", jsonBody(" ".repeat(70_000))],
  [415, "/report/generate", { method: "POST", body: "{}" }],
  [422, "/report/generate", jsonBody("[]")],
  [500, "/report/generate", jsonBody('{"case_id": "case_sparse"}')],
];

function jsonBody(body: string): Request {
  return { method: "POST", body, headers: { "content-type": "application/json" } };
}

function corsOf({ headers }: Response) {
  const origin = headers.get("access-control-allow-origin");
  return [origin, headers.get("access-control-allow-credentials")];
}

const LOOK_ALIKES = [
  "null",
  "http://localhost",
  "http://localhost:30000",
  "https://localhost:3000",
  "HTTP://LOCALHOST:3000",
  "http://localhost:3000/",
  "http://localhost:3000.evil.example",
  "http://evil.example/http://localhost:3000",
  "http://localhost:3000, http://evil.example",
  "http://[::1]:3000",
  "http://127.0.0.1:3001",
  "https://audit.example.org.evil.example",
  "https://evil.audit.example.org",
  "https://auditXexample.org",
  "https://audit.example.org:443",
  "http://audit.example.org",
  "file://",
  "*",
];

test.each<[string, Environment, string, readonly string[]]>([
  ["by default", {}, LOCAL, [LOCAL, "http://localhost:5173", "http://127.0.0.1:5173"]],
  ["with a list", LISTED, AUDIT, [AUDIT, SECOND]],
  ["with a list in demo mode", { ...LISTED, ...DEMO }, AUDIT, [AUDIT, SECOND]],
  ["with ALLOWED_ORIGIN in demo mode", { ...DEMO, ALLOWED_ORIGIN: AUDIT }, AUDIT, [AUDIT]],
  ["with ALLOWED_ORIGIN outside demo mode", { ALLOWED_ORIGIN: AUDIT }, LOCAL, [LOCAL]],
])(
  "%s, listed origins get credentials and no other is ever reflected",
  async (_mode, environment, first, listed) => {
    const { request } = await serviceIn(environment);
    for (const [status, path, init] of KINDS) {
      const from = async (origin: string) =>
        await request(path, { ...init, headers: { ...init.headers, origin } });
      expect((await from(first)).status).toBe(status);
      for (const origin of listed) expect(corsOf(await from(origin))).toEqual([origin, "true"]);
      for (const origin of LOOK_ALIKES.filter((other) => !listed.includes(other))) {
        const answer = await from(origin);
        expect(corsOf(answer)).toEqual([first, "false"]);
        expectExplicitCors(answer);
      }
      expect(corsOf(await request(path, init))).toEqual([first, "false"]);
    }
  },
);

test("in demo mode without a list every origin may read, none with credentials", async () => {
  const { request } = await serviceIn(DEMO);
  for (const [, path, init] of KINDS) {
    for (const origin of [LOCAL, AUDIT, ...LOOK_ALIKES]) {
      const answer = await request(path, { ...init, headers: { ...init.headers, origin } });
      expect(corsOf(answer)).toEqual(["*", "false"]);
      expectExplicitCors(answer);
    }
    expect(corsOf(await request(path, init))).toEqual(["*", "false"]);
  }
});

test.each<[string, Environment, string, [string, string]]>([
  ["a listed origin", {}, LOCAL, [LOCAL, "true"]],
  ["an unlisted origin", {}, "https://evil.example", [LOCAL, "false"]],
  ["any origin in demo mode", DEMO, "https://evil.example", ["*", "false"]],
])("a preflight of %s is answered 204 on any path", async (_whose, environment, origin, cors) => {
  const { request } = await serviceIn(environment);
  for (const path of ["/report/generate", "/health", "/nowhere"]) {
    const headers = { origin, "access-control-request-method": "POST" };
    const answer = await request(path, { method: "OPTIONS", headers });
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe("");
    expect(corsOf(answer)).toEqual(cors);
    expectExplicitCors(answer);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
      "access-control-allow-headers": "content-type, prefer, if-none-match, authorization",
      "access-control-max-age": "600",
    });
  }
});

test("whatever an origin looks like, it is listed or not reflected", async () => {
  const app = createApp({ allowedOrigins: [AUDIT, SECOND], log: () => undefined });
  const scope = { requestId: "r", deadline: undefined };
  const part = fc.constantFrom(AUDIT, SECOND, "https://", ".", "evil", ":", "/", ",", "*", "null");
  const headerText = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(headerText, async (origin) => {
      const [allowed, credentials] = corsOf(await askApp(app, "/", { headers: { origin } }, scope));
      const listed = [AUDIT, SECOND].includes(origin);
      expect([allowed, credentials]).toEqual([listed ? origin : AUDIT, String(listed)]);
    }),
  );
});
