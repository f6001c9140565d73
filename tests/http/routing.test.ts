import { expect, test } from "vitest";
import { createApp } from "../../lib/http/app.ts";
import { addHealthRoutes } from "../../lib/http/health-routes.ts";
import { askApp } from "../openapi/checked.ts";
import { expectExplicitCors, problemOf } from "./problems.ts";
import { openTestService } from "./test-service.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"];

async function everyRoute() {
  const service = await openTestService();
  addHealthRoutes(service.app, { version: "1.2.3", gitSha: "abc" });
  return service;
}

test.each([
  ["/report/generate", ["POST"]],
  ["/report/cases", ["GET", "HEAD"]],
  ["/report/cases/case_sparse", ["GET", "HEAD"]],
  [`/report/${"0".repeat(64)}.pdf`, ["GET", "HEAD"]],
  ["/health", ["GET", "HEAD"]],
  ["/version", ["GET", "HEAD"]],
])("%s answers %j and refuses every other method with Allow", async (path, allowed) => {
  const { request } = await everyRoute();
  for (const method of METHODS.filter((name) => !allowed.includes(name))) {
    const answer = await request(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe(allowed.join(", "));
    expectExplicitCors(answer);
    if (method === "HEAD") continue;
    const problem = await problemOf(answer, "method_not_allowed");
    expect(problem).toMatchObject({ allow: allowed.join(", ") });
    expect(problem.detail).toContain(`not ${method}`);
  }
});

test.each([
  "/",
  "/report",
  "/report/",
  "/report/cases/",
  "/report/cases/case_sparse/",
  "/report/cases/case_sparse/manifest",
  "/report/generate/",
  "/reports",
  "/Health",
  "/health/",
  "//health",
  "/favicon.ico",
  "/%",
  "/%ff",
])("%s is not a route, whatever the method", async (path) => {
  const { request } = await everyRoute();
  for (const method of METHODS.filter((name) => name !== "HEAD")) {
    const problem = await problemOf(await request(path, { method }), "not_found");
    expect(problem.detail).toContain("no such route");
  }
});

test("health and version describe the build, are not cached, and need no store", async () => {
  const scope = { requestId: "request-1", deadline: undefined };
  const app = createApp({ allowedOrigins: "*", log: () => undefined });
  addHealthRoutes(app, { version: "1.2.3", gitSha: "abc" });
  const health = await askApp(app, "/health", {}, scope);
  const version = await askApp(app, "/version", {}, scope);
  for (const answer of [health, version]) {
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expectExplicitCors(answer);
  }
  const service = "clarity-report-service";
  expect(await health.json()).toEqual({ status: "ok", service, version: "1.2.3" });
  expect(await version.json()).toEqual({ version: "1.2.3", git_sha: "abc" });
});
