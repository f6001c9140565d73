import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { generateEvent, httpEvent, responseOf } from "../../http/events.ts";
import { problemOf } from "../../http/problems.ts";
import { checkedHandler } from "../../openapi/checked.ts";
import { copyCases, storedIn } from "../../http/test-service.ts";
import { temporaryFolder } from "../../store/temp-folder.ts";

let cacheDir: string;

beforeEach(async () => {
  const root = await temporaryFolder();
  cacheDir = join(root, "cache");
  await copyCases(join(root, "cases"), ["case_sparse"]);
  vi.stubEnv("ARTIFACT_ROOT", join(root, "cases"));
  vi.stubEnv("CLARITY_CACHE_DIR", cacheDir);
  vi.stubEnv("LOG_LEVEL", "error");
  vi.resetModules();
  return () => vi.unstubAllEnvs();
});

async function loaded() {
  return checkedHandler((await import("../../../functions/report/handler.ts")).handler);
}

test("the function renders a case once and serves what it stored", async () => {
  const handler = await loaded();
  const first = await handler(generateEvent("case_sparse"));
  const second = await handler(generateEvent("case_sparse"));
  expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
  expect(second.body).toBe(first.body);
  const path = String(first.headers?.["content-location"]);
  expect((await handler(httpEvent({ path }))).body).toBe(first.body);
});

test("loading the function creates no folder", async () => {
  const handler = await loaded();
  expect(await storedIn(cacheDir, "tmp")).toEqual([]);
  await problemOf(responseOf(await handler(httpEvent({ path: "/report/x" }))), "invalid_request");
  await expect(stat(cacheDir)).rejects.toThrow("ENOENT");
});

test("settings are read when the function is loaded", async () => {
  vi.stubEnv("CORS_ALLOWED_ORIGINS", "https://audit.example.org");
  const handler = await loaded();
  vi.stubEnv("CORS_ALLOWED_ORIGINS", "https://late.example.org");
  const { headers } = await handler(httpEvent({ path: "/report/cases" }));
  expect(headers?.["access-control-allow-origin"]).toBe("https://audit.example.org");
});

test("a store that cannot be opened returns 503 until it can", async () => {
  await writeFile(cacheDir, "not a folder");
  const handler = await loaded();
  const refused = responseOf(await handler(generateEvent("case_sparse")));
  expect((await problemOf(refused, "store_unavailable")).detail).toContain("ENOTDIR");
  await rm(cacheDir);
  expect((await handler(generateEvent("case_sparse"))).statusCode).toBe(200);
});

test.each([
  [
    "names its process, so that its death is noticed immediately",
    undefined,
    ["instance", "boot", "pid_namespace", "pid", "start_time", "time_namespace"],
  ],
  [
    "does not when deployed: copies of a snapshot look alike",
    "127.0.0.1:9001",
    ["instance", "pid"],
  ],
])("a claim %s", async (_what, runtimeApi, members) => {
  if (runtimeApi !== undefined) vi.stubEnv("AWS_LAMBDA_RUNTIME_API", runtimeApi);
  const handler = await loaded();
  expect((await handler(generateEvent("case_sparse"))).statusCode).toBe(200);
  const [key = ""] = await storedIn(cacheDir, "claims");
  const text = await readFile(join(cacheDir, "claims", key, "0", "0"), "utf8");
  const claim: { owner: object } = JSON.parse(text);
  expect(Object.keys(claim.owner)).toEqual(members);
});
