import { rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { httpEvent, responseOf } from "../../http/events.ts";
import { problemOf } from "../../http/problems.ts";
import { checkedHandler } from "../../openapi/checked.ts";
import { copyCases } from "../../http/test-service.ts";
import { temporaryFolder } from "../../store/temp-folder.ts";

let artifactRoot: string;

beforeEach(async () => {
  artifactRoot = join(await temporaryFolder(), "my_cases");
  await copyCases(artifactRoot, ["case_sparse"]);
  vi.stubEnv("ARTIFACT_ROOT", artifactRoot);
  vi.stubEnv("LOG_LEVEL", "error");
  vi.resetModules();
  return () => vi.unstubAllEnvs();
});

async function get(path: string): Promise<Response> {
  const handler = checkedHandler((await import("../../../functions/demo/handler.ts")).handler);
  return responseOf(await handler(httpEvent({ path })));
}

test("the function serves the cases of the folder that the settings name", async () => {
  vi.stubEnv("APP_ENV", "demo");
  expect(await (await get("/demo/health")).json()).toEqual({
    status: "ok",
    mode: "demo",
    artifact_root: "my_cases",
    cases_available: 1,
    counted_all: true,
  });
  expect(await (await get("/demo/cases/case_sparse/manifest")).json()).toMatchObject({
    case_id: "case_sparse",
  });
});

test("a folder path with dots is shown by the folder's name", async () => {
  vi.stubEnv("ARTIFACT_ROOT", join(artifactRoot, "case_sparse", ".."));
  expect(await (await get("/demo/health")).json()).toMatchObject({ artifact_root: "my_cases" });
});

test("the function loads without its folder, and then reports that the folder is unreachable", async () => {
  await rm(artifactRoot, { recursive: true });
  const problem = await problemOf(await get("/demo/health"), "store_unavailable");
  expect(problem.status).toBe(503);
});
