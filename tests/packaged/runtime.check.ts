import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it, test } from "vitest";
import type { ErrorCode } from "../../lib/errors.ts";
import { generateEvent, httpEvent } from "../http/events.ts";
import { expectExplicitCors, problemOf } from "../http/problems.ts";
import { eventNamed } from "../invoke/invoke.ts";
import { FUNCTIONS, namesIn, zipOf, type FunctionName } from "./package.ts";
import { Sandbox, temporarySandbox, type SandboxOptions } from "./sandbox.ts";
import { StoredCases } from "./stored-cases.ts";

let cases: StoredCases;
const running = new Map<FunctionName, Sandbox>();

beforeAll(async () => {
  cases = await StoredCases.make();
  await cases.add("case_sparse");
  await cases.add("case_sparse", "case_damaged");
  await cases.put("cases/case_damaged/metrics.json", "{");
  for (const name of FUNCTIONS) {
    running.set(name, await Sandbox.start(name, { settings: cases.settings() }));
  }
});

afterAll(async () => {
  for (const sandbox of running.values()) await sandbox.discard();
  await cases.discard();
});

function functionNamed(name: FunctionName): Sandbox {
  const sandbox = running.get(name);
  if (sandbox === undefined) throw new Error(`${name} is not running`);
  return sandbox;
}

async function answerTo(name: FunctionName, event: string): Promise<Response> {
  const response = await functionNamed(name).ask(await eventNamed(event));
  expectExplicitCors(response);
  return response;
}

/** One more sandbox of the report function, as Lambda starts it when the others are busy. */
async function another(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return await temporarySandbox("report", { settings: cases.settings(), ...options });
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const withoutSdk = async (folder: string) => await rm(join(folder, "dist/report/aws-sdk.cjs"));
const withoutRenderer = async (folder: string) =>
  await rm(join(folder, "dist/report/renderer.cjs"));

describe.each(FUNCTIONS)("%s, unpacked into an empty folder,", (name) => {
  it("initialises", async () => {
    expect(await functionNamed(name).initialised()).toEqual({ type: "ready" });
  });
});

describe("a report", () => {
  it("is rendered once, stored, and served as the same bytes by another sandbox", async () => {
    await cases.add("case_sparse", "case_once");
    const [first, second] = [functionNamed("report"), await another()];
    const miss = await first.ask(generateEvent("case_once"));
    const hit = await second.ask(generateEvent("case_once"));
    expect([miss, hit].map(({ status }) => status)).toEqual([200, 200]);
    expect([miss, hit].map(({ headers }) => headers.get("x-cache-hit"))).toEqual(["false", "true"]);
    const key = miss.headers.get("x-cache-key") ?? "";
    const bytes = await bytesOf(miss);
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect((await bytesOf(hit)).equals(bytes)).toBe(true);
    expect(bytes.equals(await cases.bytes(`reports/${key}/0.pdf`))).toBe(true);
    expect(await cases.names(`reports/${key}/`)).toEqual([`reports/${key}/0.pdf`]);
    expect(second.log()).toMatchObject([{ event: "request", outcome: "hit" }]);
  });

  it("is found by its address, and not sent to a client that has it", async () => {
    const generated = await functionNamed("report").ask(generateEvent("case_sparse"));
    const path = generated.headers.get("content-location") ?? "";
    const etag = generated.headers.get("etag") ?? "";
    const stored = await functionNamed("report").ask(httpEvent({ path }));
    expect((await bytesOf(stored)).equals(await bytesOf(generated))).toBe(true);
    const again = httpEvent({ path, headers: { "if-none-match": etag } });
    expect((await functionNamed("report").ask(again)).status).toBe(304);
  });

  it("is served without the renderer when it is stored", async () => {
    await cases.add("case_sparse", "case_stored");
    const miss = await functionNamed("report").ask(generateEvent("case_stored"));
    const sandbox = await another({ change: withoutRenderer });
    const hit = await sandbox.ask(generateEvent("case_stored"));
    expect(hit.headers.get("x-cache-hit")).toBe("true");
    expect((await bytesOf(hit)).equals(await bytesOf(miss))).toBe(true);
  });

  it("is served by a new sandbox without the AWS SDK when it is stored", async () => {
    await cases.add("case_sparse", "case_direct");
    const miss = await functionNamed("report").ask(generateEvent("case_direct"));
    const sandbox = await another({ change: withoutSdk });
    const hit = await sandbox.ask(generateEvent("case_direct"));
    expect(hit.headers.get("x-cache-hit")).toBe("true");
    expect((await bytesOf(hit)).equals(await bytesOf(miss))).toBe(true);
  });

  it("needs the renderer when it is not stored", async () => {
    await cases.add("case_sparse", "case_not_stored");
    const sandbox = await another({ change: withoutRenderer });
    const failure = await sandbox.ask(generateEvent("case_not_stored"));
    expect((await problemOf(failure, "internal")).status).toBe(500);
  });
});

test.each<[FunctionName, string, ErrorCode]>([
  ["report", "generate-not-json", "invalid_request"],
  ["report", "generate-without-a-case", "invalid_body"],
  ["report", "generate-a-form", "unsupported_media_type"],
  ["report", "generate-unknown-case", "not_found"],
  ["report", "generate-damaged-case", "unreportable_case"],
  ["report", "generate-by-get", "method_not_allowed"],
  ["report", "stored-report-absent", "not_found"],
  ["report", "no-route", "not_found"],
  ["demo", "demo-unknown-case", "not_found"],
  ["demo", "demo-damaged", "unreportable_case"],
  ["demo", "demo-malformed", "invalid_request"],
  ["health", "elsewhere", "not_found"],
])("%s refuses %s with %s", async (name, event, code) => {
  expect((await problemOf(await answerTo(name, event), code)).detail).toMatch(/\w/);
});

test.each<[FunctionName, string, string]>([
  ["report", "cases", '"case_damaged"'],
  ["report", "case-status", '"ready":'],
  ["demo", "demo-manifest", '"artifact_type":"manifest"'],
  ["demo", "demo-verify", '"valid":true'],
  ["demo", "demo-list", '"case_id":"case_sparse"'],
  ["demo", "demo-health", '"artifact_root":"cases"'],
  ["health", "health", '"status":"ok"'],
  ["health", "version", '"git_sha"'],
  ["console", "openapi", '"openapi":"3.1'],
])("%s responds to %s", async (name, event, part) => {
  const response = await answerTo(name, event);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain(part);
});

test("the version is that of a commit", async () => {
  const response = await answerTo("health", "version");
  expect(await response.text()).toMatch(/"git_sha":"[0-9a-f]{40}"/);
});

test("a compressed body arrives unchanged", async () => {
  const response = await answerTo("demo", "demo-overlay-gzip");
  expect(response.headers.get("content-encoding")).toBe("gzip");
  const text = gunzipSync(await bytesOf(response)).toString();
  expect(text).toContain('"artifact_type":"overlay_bundle"');
});

test("a preflight returns 204", async () => {
  expect((await answerTo("report", "preflight")).status).toBe(204);
});

test.each([
  "rubbish-list",
  "rubbish-text",
  "rubbish-object",
  "rubbish-queue",
  "rubbish-rest-api",
  "rubbish-schedule",
  "rubbish-path",
  "rubbish-headers",
])("every function refuses %s without an invocation error", async (event) => {
  for (const name of FUNCTIONS) {
    const problem = await problemOf(await answerTo(name, event), "invalid_request");
    expect(problem.detail).toContain("HTTP API event");
  }
});

// The last one: after all that the functions were asked for.
test.each(FUNCTIONS)("%s has left its folder as it was", async (name) => {
  const { folder } = functionNamed(name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name: file }) => join(parentPath, file));
  expect(names.map((path) => path.slice(folder.length + 1)).toSorted()).toEqual(
    (await namesIn(zipOf(inject("packagedService"), name))).toSorted(),
  );
});
