import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Cache } from "../../lib/cache/index.ts";
import { Cases } from "../../lib/case/cases.ts";
import type { ErrorCode } from "../../lib/errors.ts";
import { reportSource } from "../../lib/service/case-tasks.ts";
import { REPORT_LAYOUT } from "../../lib/service/report-service.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { responseOf } from "../http/events.ts";
import { expectExplicitCors, problemOf } from "../http/problems.ts";
import { addCase, copyCases, heldRender } from "../http/test-service.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { eventNamed, eventPath, invoke, type Settings } from "./invoke.ts";

const FUNCTIONS = ["report", "demo", "console", "health"];

let root: string;
let settings: Settings;
let folders = 0;

beforeAll(async () => {
  root = await makeFolder();
  const cases = join(root, "cases");
  await copyCases(cases, ["case_sparse"]);
  await addCase(cases, "case_damaged");
  await writeFile(join(cases, "case_damaged", "metrics.json"), "{");
  settings = { ARTIFACT_ROOT: cases, CLARITY_CACHE_DIR: join(root, "cache") };
});

afterAll(async () => {
  await removeFolder(root);
});

function emptyStore(): Settings {
  return { ...settings, CLARITY_CACHE_DIR: join(root, `store-${folders++}`) };
}

async function answerTo(name: string, event: string, own: Settings = settings): Promise<Response> {
  const { result } = await invoke(name, eventPath(event), own);
  const response = responseOf(result);
  expectExplicitCors(response);
  return response;
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test("a miss renders, and a hit in the next process serves the same bytes", async () => {
  const own = emptyStore();
  const miss = await invoke("report", eventPath("generate"), own);
  const hit = await invoke("report", eventPath("generate-base64"), own);
  expect([miss.result.statusCode, hit.result.statusCode]).toEqual([200, 200]);
  expect(miss.result.headers?.["x-cache-hit"]).toBe("false");
  expect(hit.result.headers?.["x-cache-hit"]).toBe("true");
  expect(hit.result.body).toBe(miss.result.body);
  expect(
    Buffer.from(hit.result.body ?? "", "base64")
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  expect(miss.log.map(({ event }) => event)).toEqual(["render", "miss", "request"]);
  expect(hit.log).toMatchObject([{ event: "request", outcome: "hit", case_id: "case_sparse" }]);
});

test("the function returns 409 while another process renders, and then a hit", async () => {
  const own = emptyStore();
  const cache = new Cache({
    store: await FileStore.open(own["CLARITY_CACHE_DIR"] ?? ""),
    layout: REPORT_LAYOUT,
    leaseMs: 30_000,
    concurrency: 1,
  });
  const cases = new Cases(new CaseFolder(own["ARTIFACT_ROOT"] ?? ""), REPORT_VERSION);
  const content = await cases.content("case_sparse");
  const { key } = content;
  const { render, begun, letGo } = heldRender();
  const rendering = cache.getOrCreate(key, async () => await render(reportSource(content)));
  await begun;
  const conflict = await answerTo("report", "generate", own);
  expect(await problemOf(conflict, "in_progress")).toMatchObject({
    case_id: "case_sparse",
    cache_key: key,
  });
  letGo();
  const { body } = await rendering;
  const hit = await answerTo("report", "generate", own);
  expect(hit.headers.get("x-cache-hit")).toBe("true");
  expect((await bytesOf(hit)).equals(body)).toBe(true);
});

test.each<[string, string, ErrorCode]>([
  ["report", "generate-not-json", "invalid_request"],
  ["report", "generate-without-a-body", "invalid_request"],
  ["report", "generate-without-a-case", "invalid_body"],
  ["report", "generate-a-number", "invalid_body"],
  ["report", "generate-a-path", "invalid_body"],
  ["report", "generate-a-form", "unsupported_media_type"],
  ["report", "generate-unknown-case", "not_found"],
  ["report", "generate-damaged-case", "unreportable_case"],
  ["report", "generate-by-get", "method_not_allowed"],
  ["report", "case-status-malformed", "invalid_request"],
  ["report", "stored-report-absent", "not_found"],
  ["report", "stored-report-malformed", "invalid_request"],
  ["report", "no-route", "not_found"],
  ["demo", "demo-unknown-case", "not_found"],
  ["demo", "demo-damaged", "unreportable_case"],
  ["demo", "demo-malformed", "invalid_request"],
  ["health", "elsewhere", "not_found"],
])("%s refuses %s with %s", async (name, event, code) => {
  expect((await problemOf(await answerTo(name, event), code)).detail).toMatch(/\w/);
});

test("a body over 64 KiB is refused", async () => {
  const event = { ...Object(await eventNamed("generate")), body: " ".repeat(65_537) };
  const path = join(root, "too-large.json");
  await writeFile(path, JSON.stringify(event));
  const { result } = await invoke("report", path, settings);
  const problem = await problemOf(responseOf(result), "body_too_large");
  expect(problem.detail).toContain("65537");
});

test("a store that cannot be written returns 503", async () => {
  const occupied = join(root, "occupied");
  await writeFile(occupied, "not a folder");
  const answer = await answerTo("report", "generate", { ...settings, CLARITY_CACHE_DIR: occupied });
  expect((await problemOf(answer, "store_unavailable")).status).toBe(503);
});

/** Each on one function: they share what reads events, to which tests/http/lambda.test.ts gives every kind. */
const RUBBISH = [
  "rubbish-list",
  "rubbish-text",
  "rubbish-object",
  "rubbish-queue",
  "rubbish-rest-api",
  "rubbish-schedule",
  "rubbish-path",
  "rubbish-headers",
].map((event, index) => [FUNCTIONS[index % FUNCTIONS.length] ?? "", event] as const);

test.each(RUBBISH)("%s returns 400 for %s, never an invocation error", async (name, event) => {
  const { result, log } = await invoke(name, eventPath(event), settings);
  expect(log).toMatchObject([{ event: "request", status: 400 }]);
  const { detail } = await problemOf(responseOf(result), "invalid_request");
  expect(detail).toContain("HTTP API event");
});

test.each([
  ["report", "cases", '{"cases":["case_damaged","case_sparse"],'],
  ["report", "case-status", '"ready":'],
  ["demo", "demo-manifest", '"artifact_type":"manifest"'],
  ["demo", "demo-verify", '"valid":true'],
  ["demo", "demo-list", '"total":2'],
  ["demo", "demo-health", '"cases_available":2'],
  ["health", "health", '"status":"ok"'],
  ["health", "version", '"git_sha"'],
  ["console", "openapi", '"openapi":"3.1'],
])("%s responds to %s", async (name, event, part) => {
  const response = await answerTo(name, event);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain(part);
});

test("a compressed body is sent as base64", async () => {
  const { result } = await invoke("demo", eventPath("demo-overlay-gzip"), settings);
  expect(result).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  const text = gunzipSync(Buffer.from(result.body ?? "", "base64")).toString();
  expect(text).toContain('"artifact_type":"overlay_bundle"');
});

test("a preflight returns 204", async () => {
  const response = await answerTo("report", "preflight");
  expect(response.status).toBe(204);
  expect(response.headers.get("access-control-allow-origin")).toBe("http://localhost:5173");
});
