import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { httpEvent, responseOf } from "../../http/events.ts";
import { problemOf } from "../../http/problems.ts";
import { checkedHandler } from "../../openapi/checked.ts";

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("BUILD_VERSION", "1.2.3");
  vi.stubGlobal("BUILD_GIT_SHA", "abc");
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

async function loaded() {
  return checkedHandler((await import("../../../functions/health/handler.ts")).handler);
}

test("the function returns ok and the build", async () => {
  const handler = await loaded();
  const health = await handler(httpEvent({ path: "/health" }));
  expect(JSON.parse(health.body ?? "")).toMatchObject({ status: "ok", version: "1.2.3" });
  const version = await handler(httpEvent({ path: "/version" }));
  expect(JSON.parse(version.body ?? "")).toEqual({ version: "1.2.3", git_sha: "abc" });
});

test.each(["/", "/nowhere", "/report", "/demo"])(
  "the function returns 404 for %s",
  async (path) => {
    const handler = await loaded();
    const problem = await problemOf(responseOf(await handler(httpEvent({ path }))), "not_found");
    expect(problem.detail).toContain("no such route");
  },
);

test("in demo mode every origin may send requests without credentials", async () => {
  vi.stubEnv("APP_ENV", "demo");
  const handler = await loaded();
  const event = httpEvent({ path: "/health", headers: { origin: "https://anyone.example" } });
  expect((await handler(event)).headers).toMatchObject({
    "access-control-allow-origin": "*",
    "access-control-allow-credentials": "false",
  });
});
