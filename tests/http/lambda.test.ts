import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as v from "valibot";
import { createApp } from "../../lib/http/app.ts";
import { addHealthRoutes } from "../../lib/http/health-routes.ts";
import { lambdaHandler, localHandler, type LambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import { generateEvent, httpEvent, responseOf } from "./events.ts";
import { readLogLine, type LogLine } from "../telemetry/log-lines.ts";
import { expectExplicitCors, expectNoTraces, problemOf } from "./problems.ts";
import { LISTED_ORIGIN, openTestService, storedIn } from "./test-service.ts";
import { checkedHandler } from "../openapi/checked.ts";

const HEALTH = httpEvent({ path: "/health" });

function healthHandler({ deployed = false } = {}) {
  const lines: LogLine[] = [];
  const log = createLog("debug", (text) => lines.push(readLogLine(text)));
  const allowedOrigins = [LISTED_ORIGIN] as const;
  const app = createApp({ allowedOrigins, log });
  addHealthRoutes(app, { version: "1", gitSha: "abc" });
  app.get("/bug", () => {
    throw new Error("a bug");
  });
  app.get("/odd-bug", () => {
    // A library may do this, and our own code must not.
    const thrown: unknown = "no error at all";
    throw thrown;
  });
  return { handler: checkedHandler(lambdaHandler(app, { deployed, allowedOrigins, log })), lines };
}

const ResultSchema = v.strictObject({
  statusCode: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  headers: v.record(v.string(), v.pipe(v.string(), v.nonEmpty())),
  body: v.string(),
  isBase64Encoded: v.boolean(),
});

/** Checks what holds for any answer to anything. */
async function answerTo(handler: LambdaHandler, event: unknown): Promise<Response> {
  const result = v.parse(ResultSchema, await handler(event));
  expectNoTraces(result.body);
  const response = responseOf(result);
  expectExplicitCors(response);
  return response;
}

function throwing(): never {
  throw new Error("a getter that throws");
}

const restApiEvent = {
  resource: "/{proxy+}",
  path: "/health",
  httpMethod: "GET",
  headers: null,
  multiValueHeaders: null,
  requestContext: { httpMethod: "GET", path: "/health", requestId: "rest" },
  body: null,
  isBase64Encoded: false,
};
const balancerEvent = {
  requestContext: { elb: { targetGroupArn: "arn" } },
  httpMethod: "GET",
  path: "/health",
  queryStringParameters: {},
  headers: {},
  body: "",
};
const http = { method: "GET" };

/** `Request` of Node throws for these. */
test.each(["TRACE", "CONNECT", "TRACK"])("the method %s gets 405 with Allow", async (method) => {
  const { handler } = healthHandler();
  const answer = await answerTo(handler, httpEvent({ method, path: "/health" }));
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("GET, HEAD");
  const nowhere = await answerTo(handler, httpEvent({ method, path: "/nowhere" }));
  expect(nowhere.status).toBe(404);
});

test.each<[string, unknown]>([
  ["null", null],
  ["undefined", undefined],
  ["an empty object", {}],
  ["text", "event"],
  ["an array", [HEALTH]],
  ["a number", 7],
  ["a function", () => undefined],
  ["a REST API event (payload format 1.0)", restApiEvent],
  ["a load balancer's event", balancerEvent],
  ["an event of a queue", { Records: [{ body: "{}" }] }],
  ["one without a request context", { ...HEALTH, requestContext: undefined }],
  ["one whose request context is null", { ...HEALTH, requestContext: null }],
  ["one without a method", { ...HEALTH, requestContext: { http: {} } }],
  ["one with an empty method", { ...HEALTH, requestContext: { http: { method: "" } } }],
  ["one whose method is no token", { ...HEALTH, requestContext: { http: { method: "G T" } } }],
  ["the method valueOf", httpEvent({ method: "valueOf", path: "/health" })],
  ["the method __proto__", httpEvent({ method: "__proto__", path: "/health" })],
  ["the method get", httpEvent({ method: "get", path: "/health" })],
  ["one without a path", { ...HEALTH, rawPath: undefined }],
  ["one whose path has no slash", { ...HEALTH, rawPath: "health" }],
  ["one whose path is a URL", { ...HEALTH, rawPath: "http://evil.example/health" }],
  ["one whose path is empty", { ...HEALTH, rawPath: "" }],
  ["one whose path is a number", { ...HEALTH, rawPath: 7 }],
  ["one whose headers are text", { ...HEALTH, headers: "text" }],
  ["one with a header that is not Latin-1", httpEvent({ headers: { "x-name": "漢" } })],
  ["one with a header's value over two lines", httpEvent({ headers: { a: "b\r\nset-cookie: c" } })],
  ["one with a header without a name", httpEvent({ headers: { "": "b" } })],
  ["one with a list as a header", { ...HEALTH, headers: { a: ["b"] } }],
  ["one whose body is an object", { ...HEALTH, body: { case_id: "case_1" } }],
])("%s returns 400 and never throws", async (_what, event) => {
  const { handler, lines } = healthHandler();
  await problemOf(await answerTo(handler, event), "invalid_request");
  expect(lines).toMatchObject([{ event: "request", status: 400, outcome: "invalid_request" }]);
  expect(lines).toHaveLength(1);
});

test.each<[string, unknown]>([
  ["with a body", { ...HEALTH, body: "{}" }],
  ["with a body that is not base64", { ...HEALTH, body: "%%%", isBase64Encoded: true }],
  ["without headers", { ...HEALTH, headers: undefined }],
  ["with null headers", { ...HEALTH, headers: null }],
  ["with an absent header", { ...HEALTH, headers: { origin: undefined, prefer: null } }],
  ["without a query", { ...HEALTH, rawQueryString: undefined }],
  ["with an odd query", httpEvent({ path: "/health", query: "%&?#=/../" })],
  ["of as little as is used", { rawPath: "/health", requestContext: { http } }],
])("GET /health %s gets an answer", async (_what, event) => {
  expect((await answerTo(healthHandler().handler, event)).status).toBe(200);
});

test.each(["?", "#", "%3f", "%23", "?x=/health", "#/health"])(
  "a path is not cut at %s, because an HTTP API sends it decoded",
  async (rest) => {
    const answer = await answerTo(healthHandler().handler, {
      ...HEALTH,
      rawPath: `/health${rest}`,
    });
    expect((await problemOf(answer, "not_found")).detail).toContain("no such route");
  },
);

test.each<[string, unknown]>([
  ["any member", new Proxy({}, { get: throwing })],
  [
    "the request context",
    {
      ...HEALTH,
      get requestContext() {
        return throwing();
      },
    },
  ],
  [
    "the method",
    {
      ...HEALTH,
      requestContext: {
        http: {
          get method() {
            return throwing();
          },
        },
      },
    },
  ],
  [
    "the body",
    {
      ...HEALTH,
      get body() {
        return throwing();
      },
    },
  ],
])("an event that throws on access to %s returns 500", async (_what, event) => {
  const { handler, lines } = healthHandler();
  await problemOf(await answerTo(handler, event), "internal");
  expect(lines).toMatchObject([
    { event: "internal", count: 1 },
    { event: "request", status: 500, outcome: "internal" },
  ]);
});

test.each(["/bug", "/odd-bug"])(
  "GET %s returns a 500 with the request id of its log line",
  async (path) => {
    const { handler, lines } = healthHandler();
    const result = await handler(httpEvent({ path }), { awsRequestId: "of-the-invocation" });
    const problem = await problemOf(responseOf(result), "internal");
    expect(problem["request_id"]).toBe("of-the-invocation");
    const request_id = "of-the-invocation";
    expect(lines).toMatchObject([
      { event: "internal", request_id },
      { event: "request", request_id, status: 500, outcome: "internal" },
    ]);
    expect(lines).toHaveLength(2);
  },
);

test.each([
  [{ awsRequestId: "of-the-invocation" }, "of-the-invocation"],
  [{}, "of-the-gateway"],
  [null, "of-the-gateway"],
  [undefined, "of-the-gateway"],
])("the context %j gives the request id %s", async (context, expected) => {
  const { handler } = healthHandler();
  const problem = await problemOf(
    responseOf(await handler(httpEvent({ path: "/bug" }), context)),
    "internal",
  );
  expect(problem["request_id"]).toBe(expected);
});

test("nothing is thrown without a context, also when deployed", async () => {
  const { handler } = healthHandler({ deployed: true });
  for (const context of [undefined, null, {}]) {
    expect((await handler(HEALTH, context)).statusCode).toBe(200);
  }
  const broken = await handler(HEALTH, { getRemainingTimeInMillis: throwing });
  expect(broken.statusCode).toBe(500);
});

test("every event gets an answer", async () => {
  const { handler } = healthHandler();
  await fc.assert(
    fc.asyncProperty(fc.anything({ withNullPrototype: true, withBigInt: true }), async (event) => {
      expect((await answerTo(handler, event)).status).toBeGreaterThanOrEqual(400);
    }),
    { numRuns: 300 },
  );
});

test("every HTTP event gets an answer, whatever it carries", async () => {
  const { app, log } = await openTestService();
  const handler = checkedHandler(
    lambdaHandler(app, { deployed: false, allowedOrigins: [LISTED_ORIGIN], log }),
  );
  const text = fc.string({ unit: "binary", maxLength: 40 });
  const path = fc.oneof(
    text.map((rest) => `/${rest}`),
    text.map((rest) => `/report/${rest}`),
    text.map((rest) => `/report/cases/${rest}`),
    fc.webPath(),
  );
  const events = fc.record({
    rawPath: path,
    rawQueryString: text,
    headers: fc.dictionary(
      fc.oneof(fc.constantFrom("content-type", "prefer", "if-none-match", "origin"), text),
      fc.oneof(fc.constantFrom("application/json", "wait=1", "*", LISTED_ORIGIN), text),
      { maxKeys: 5 },
    ),
    body: fc.option(fc.oneof(text, fc.json())),
    isBase64Encoded: fc.boolean(),
    requestContext: fc.record({
      http: fc.record({
        method: fc.oneof(fc.constantFrom("GET", "POST", "HEAD", "OPTIONS", "PUT"), text),
      }),
    }),
  });
  await fc.assert(
    fc.asyncProperty(events, async (event) => {
      expect((await answerTo(handler, event)).status).toBeLessThan(500);
    }),
    { numRuns: 250 },
  );
});

test("a PDF is sent as base64, and everything else as text", async () => {
  const { app, log } = await openTestService();
  const handler = checkedHandler(
    lambdaHandler(app, { deployed: false, allowedOrigins: [LISTED_ORIGIN], log }),
  );
  const report = await handler(generateEvent("case_sparse"));
  expect(report.isBase64Encoded).toBe(true);
  const bytes = Buffer.from(report.body ?? "", "base64");
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  const encoded = { ...generateEvent("case_sparse"), isBase64Encoded: true };
  const again = await handler({
    ...encoded,
    body: Buffer.from(encoded.body ?? "").toString("base64"),
  });
  expect(again.body).toBe(report.body);
  const cases = await handler(httpEvent({ path: "/report/cases" }));
  expect(cases).toMatchObject({
    isBase64Encoded: false,
    body: '{"cases":["case_sparse"],"unreadable":[],"total":1}',
  });
});

test("the local variant of a handler returns a PDF as bytes, and everything else as text", async () => {
  const { app, log } = await openTestService();
  const options = { deployed: false, allowedOrigins: [LISTED_ORIGIN], log } as const;
  const encoded = await checkedHandler(lambdaHandler(app, options))(generateEvent("case_sparse"));
  const handler = localHandler(app, options);
  const report = await handler(generateEvent("case_sparse"));
  expect(report).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  expect(report.body).toEqual(Buffer.from(encoded.body ?? "", "base64"));
  const cases = await handler(httpEvent({ path: "/report/cases" }));
  expect(cases).toMatchObject({ isBase64Encoded: false, body: expect.stringContaining("case_") });
});

test.each([0, 5_000, 9_000])(
  "when deployed with %i ms left, a miss returns 503 without a claim",
  async (leftMs) => {
    const { app, log, cacheDir } = await openTestService();
    const options = { allowedOrigins: [LISTED_ORIGIN], log } as const;
    const context = { getRemainingTimeInMillis: () => leftMs };
    const deployed = checkedHandler(lambdaHandler(app, { ...options, deployed: true }));
    const refused = responseOf(await deployed(generateEvent("case_sparse"), context));
    await problemOf(refused, "no_capacity");
    expect(await storedIn(cacheDir, "claims")).toEqual([]);
    const local = checkedHandler(lambdaHandler(app, { ...options, deployed: false }));
    expect((await local(generateEvent("case_sparse"), context)).statusCode).toBe(200);
    expect((await deployed(generateEvent("case_sparse"), context)).statusCode).toBe(200);
  },
);

test("when deployed, no request waits into the last 10 s", async () => {
  const { app, log } = await openTestService();
  const deployed = checkedHandler(
    lambdaHandler(app, { deployed: true, allowedOrigins: [LISTED_ORIGIN], log }),
  );
  const begin = performance.now();
  const context = { getRemainingTimeInMillis: () => 9_000 };
  const answer = await deployed(generateEvent("case_sparse", { prefer: "wait=20" }), context);
  expect(answer.statusCode).toBe(503);
  // It takes milliseconds. To wait would take the nine seconds that are left.
  expect(performance.now() - begin).toBeLessThan(8_500);
});
