import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { originHeaders } from "../../lib/http/cors.ts";
import { addHealthRoutes } from "../../lib/http/health-routes.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { askApp, checkedHandler } from "../openapi/checked.ts";
import {
  expectAnswersOf,
  expectedFor,
  expectPreflightsOf,
  KINDS,
  makeTrouble,
  MODES,
  strangersTo,
  type Ask,
  type CorsMode,
  type Kind,
} from "./cors-modes.ts";
import { httpEvent, responseOf } from "./events.ts";
import { expectExplicitCors } from "./problems.ts";
import { openTestService, posting } from "./test-service.ts";

const AUDIT = "https://audit.example.org";
const SECOND = "https://second.example.org:8443";

const FAILING = posting({ case_id: "case_sparse" });
/** Answers for which the service has to be at fault. */
const FAULTS: readonly Kind[] = [
  [500, "/bug", {}],
  [503, "/report/generate", FAILING],
];

async function render(): Promise<never> {
  return await Promise.reject(new Error("bug"));
}

test.each(MODES)(
  "$name: a listed origin gets credentials, and no other is ever reflected",
  (mode) => {
    const { allowedOrigins } = readConfig(mode.environment);
    const listed = mode.allowed === "*" ? [] : mode.allowed;
    for (const origin of [undefined, ...listed, ...strangersTo(mode)]) {
      const [allowOrigin, credentials] = expectedFor(mode, origin);
      expect([origin, originHeaders(origin, allowedOrigins)]).toEqual([
        origin,
        {
          "access-control-allow-origin": allowOrigin,
          "access-control-allow-credentials": credentials,
        },
      ]);
    }
  },
);

/** All routes as one handler, whose renderer has a bug. */
async function handlerOf({ environment }: CorsMode) {
  const { allowedOrigins } = readConfig(environment);
  const { app, log, artifactRoot, cacheDir } = await openTestService({ allowedOrigins, render });
  addHealthRoutes(app, { version: "1", gitSha: "abc" });
  app.get("/bug", () => {
    throw new Error("bug");
  });
  const handler = checkedHandler(lambdaHandler(app, { deployed: false, allowedOrigins, log }));
  const ask: Ask = async (path, init) => responseOf(await handler(httpEvent({ path, ...init })));
  await makeTrouble(ask, artifactRoot, cacheDir);
  // After that no other rendering is begun.
  for (const _ of [1, 2, 3]) expect((await ask("/report/generate", FAILING)).status).toBe(500);
  return { handler, ask };
}

/** The modes differ in the list of origins alone, so one stands for all. */
const MODE: CorsMode = {
  name: "with a list of two",
  environment: { CORS_ALLOWED_ORIGINS: `${AUDIT},${SECOND}` },
  allowed: [AUDIT, SECOND],
};

test("every kind of response has the CORS headers of its origin", async () => {
  expect.hasAssertions();
  const { ask } = await handlerOf(MODE);
  await expectAnswersOf(MODE, ask, [...KINDS, ...FAULTS]);
});

test("a preflight is answered 204 on any path", async () => {
  expect.hasAssertions();
  const { ask } = await handlerOf(MODE);
  await expectPreflightsOf(MODE, ask);
});

test("an event that is not a request gets the response of a request without an origin", async () => {
  const { handler } = await handlerOf(MODE);
  const event = { ...httpEvent({ headers: { origin: "https://evil.example" } }), rawPath: 7 };
  const answer = responseOf(await handler(event));
  expect(answer.status).toBe(400);
  expectExplicitCors(answer);
  expect(answer.headers.get("access-control-allow-origin")).toBe(AUDIT);
  expect(answer.headers.get("access-control-allow-credentials")).toBe("false");
});

test("an origin that is not listed is never reflected, whatever it looks like", async () => {
  const app = createApp({ allowedOrigins: [AUDIT, SECOND], log: () => undefined });
  const scope = { requestId: "r", deadline: undefined };
  const part = fc.constantFrom(AUDIT, SECOND, "https://", ".", "evil", ":", "/", ",", "*", "null");
  const headerText = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(headerText, async (origin) => {
      const { headers } = await askApp(app, "/", { headers: { origin } }, scope);
      const listed = [AUDIT, SECOND].includes(origin);
      expect(headers.get("access-control-allow-origin")).toBe(listed ? origin : AUDIT);
      expect(headers.get("access-control-allow-credentials")).toBe(String(listed));
    }),
  );
});
