import { createHash } from "node:crypto";
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

/** What browsers send for an address. */
const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

test.each([
  ["/cases", "./"],
  ["/cases/case_001", "../"],
  ["/demo/cases/case_001/nothing/here", "../../../../"],
  ["/report/", "../"],
])("a browser that opens %s gets a page with the relative link %s", async (path, link) => {
  const { request } = await everyRoute();
  const answer = await request(path, { headers: { accept: BROWSER } });
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toBe("text/html");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expectExplicitCors(answer);
  const page = await answer.text();
  expect(page).toContain("There is nothing at this address");
  expect(page).toContain(`<a href="${link}">All cases</a>`);
});

test("a browser that opens the address of a report or case that is missing gets a page that says so", async () => {
  const { request } = await everyRoute();
  const headers = { accept: BROWSER };
  const report = await request(`/report/${"0".repeat(64)}.pdf`, { headers });
  expect(await report.text()).toMatch(/<p>No report is stored[^<]*<\/p>/);
  const missing = await request("/report/cases/case_gone", { headers });
  expect(await missing.text()).toMatch(/<p>[^<]*case_gone[^<]*<\/p>/);
  expect(missing.status).toBe(404);
});

test("the style of the page is the only one that its policy allows", async () => {
  const { request } = await everyRoute();
  const answer = await request("/x", { headers: { accept: BROWSER } });
  const [, style = ""] = /<style>([^]*)<\/style>/.exec(await answer.text()) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(answer.headers.get("content-security-policy")).toContain(`style-src 'sha256-${hash}';`);
});

test.each([
  ["GET", undefined],
  ["GET", "*/*"],
  ["GET", "application/json, text/html;q=0.9"],
  ["GET", "text/html;q=0.5, */*"],
  ["POST", BROWSER],
])("%s with Accept %s gets problem details", async (method, accept) => {
  const { request } = await everyRoute();
  const headers = accept === undefined ? {} : { accept };
  const problem = await problemOf(await request("/cases", { method, headers }), "not_found");
  expect(problem).toMatchObject({ status: 404 });
});
