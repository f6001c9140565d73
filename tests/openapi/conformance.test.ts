import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { conforming, faultsOf } from "./conformance.ts";
import type { Asked } from "./described.ts";

const KEY = "0".repeat(64);
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-credentials": "false",
  "access-control-expose-headers": "ETag",
  vary: "Origin",
};
const OF_JSON = { ...CORS, "content-type": "application/json", "cache-control": "no-cache" };
const OF_PDF = {
  ...CORS,
  "content-type": "application/pdf",
  "content-disposition": `inline; filename="clarity_report_${KEY.slice(0, 12)}.pdf"`,
  "content-length": "5",
  "cache-control": "public, max-age=31536000, immutable",
  "x-cache-key": KEY,
  etag: `"${KEY}"`,
  "repr-digest": `sha-256=:${"A".repeat(43)}=:`,
};
const OF_PROBLEM = { ...CORS, "content-type": "application/problem+json" };
const NOT_FOUND = { ...OF_PROBLEM, "cache-control": "no-store" };
const CONFLICT = { ...NOT_FOUND, "retry-after": "1" };

const HEALTH = { status: "ok", service: "s", version: "1" };
const OF_MANIFEST = {
  ...OF_JSON,
  vary: "Accept-Encoding, Origin",
  etag: `"${KEY}"`,
  "x-cache-hit": "true",
  "content-length": "1",
};
const MANIFEST = {
  case_id: "case_1",
  title: "",
  description: "",
  synthetic: true,
  clarity_version: "1",
  baseline_id: "b",
  image_dimensions: { width: 1, height: 1 },
  config: { grid_size: 0, mask_value: 0, perturbation_axes: [] },
};
const ENVELOPE = { case_id: "case_1", artifact_type: "manifest", synthetic: true };

interface Parts {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function answer({ status = 200, headers = OF_JSON, body }: Parts): Response {
  const sent = body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return new Response(sent ?? null, { status, headers });
}

function problem(code: string, status: number, title: string, more: object = {}) {
  return { type: `urn:clarity:problem:${code}`, title, status, detail: "d", ...more };
}

const ask = (path: string, method = "GET"): Asked => ({ method, path });
const IS_HEALTH = ask("/health");
const IS_REPORT = ask(`/report/${KEY}.pdf`);
const IS_MANIFEST = ask("/demo/cases/case_1/manifest");
const IS_GENERATE = ask("/report/generate", "POST");
const CONFLICTING = problem("in_progress", 409, "The report is being rendered");
const ABOUT = { case_id: "case_1", cache_key: KEY };
const NOWHERE = problem("not_found", 404, "Not found");

function without(headers: Readonly<Record<string, string>>, name: string) {
  return Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
}

test.each<[string, Asked, Parts]>([
  ["JSON", IS_HEALTH, { body: HEALTH }],
  ["the head of it", ask("/health", "HEAD"), { headers: OF_JSON }],
  ["a PDF", IS_REPORT, { headers: OF_PDF, body: Buffer.from("%PDF-") }],
  [
    "a 304",
    IS_REPORT,
    {
      status: 304,
      headers: {
        ...CORS,
        etag: OF_PDF.etag,
        "x-cache-key": KEY,
        "cache-control": OF_PDF["cache-control"],
      },
    },
  ],
  [
    "an artifact with additional members, and null for an optional one",
    IS_MANIFEST,
    {
      headers: OF_MANIFEST,
      body: { ...ENVELOPE, data: { ...MANIFEST, model_id: null, own: [1] } },
    },
  ],
  [
    "zipped JSON",
    IS_MANIFEST,
    {
      headers: { ...OF_MANIFEST, "content-encoding": "gzip" },
      body: gzipSync(JSON.stringify({ ...ENVELOPE, data: MANIFEST })),
    },
  ],
  [
    "a problem that says more",
    IS_GENERATE,
    { status: 409, headers: CONFLICT, body: { ...CONFLICTING, ...ABOUT, more: 1 } },
  ],
  [
    "the same to who asked to wait",
    IS_GENERATE,
    {
      status: 409,
      headers: { ...CONFLICT, "preference-applied": "wait=1" },
      body: { ...CONFLICTING, ...ABOUT },
    },
  ],
  ["no such route", ask("/nowhere"), { status: 404, headers: NOT_FOUND, body: NOWHERE }],
])("an answer that matches the description passes: %s", async (_what, asked, parts) => {
  const response = answer(parts);
  expect(await faultsOf(asked, response)).toEqual([]);
  expect(await conforming(asked, response)).toBe(response);
  expect(response.bodyUsed).toBe(false);
});

test.each<[string, Asked, Parts, string]>([
  ["a status", IS_HEALTH, { status: 201, body: HEALTH }, "status 201 is not described"],
  [
    "a problem that the route does not have",
    IS_HEALTH,
    { status: 404, headers: NOT_FOUND, body: NOWHERE },
    "status 404 is not described",
  ],
  [
    "an answer of a path that is not described",
    ask("/healthy"),
    { body: HEALTH },
    "status 200 is not described",
  ],
  [
    "an answer to a method that is not described",
    ask("/health", "POST"),
    { body: HEALTH },
    "status 200 is not described",
  ],
  [
    "a header",
    IS_HEALTH,
    { headers: { ...OF_JSON, "x-powered-by": "us" }, body: HEALTH },
    "the header x-powered-by is not described",
  ],
  [
    "a header that the server would add",
    IS_HEALTH,
    { headers: { ...OF_JSON, "content-length": "9" }, body: HEALTH },
    "the header content-length is not described",
  ],
  [
    "a missing header",
    IS_REPORT,
    { headers: without(OF_PDF, "etag"), body: Buffer.from("%PDF-") },
    "the header etag is missing",
  ],
  [
    "a missing header of CORS",
    IS_HEALTH,
    { headers: without(OF_JSON, "access-control-allow-origin"), body: HEALTH },
    "the header access-control-allow-origin is missing",
  ],
  [
    "a header's value",
    IS_REPORT,
    { headers: { ...OF_PDF, etag: KEY }, body: Buffer.from("%PDF-") },
    "etag must match pattern",
  ],
  [
    "a header's type",
    IS_GENERATE,
    {
      status: 409,
      headers: { ...CONFLICT, "retry-after": "1.5" },
      body: { ...CONFLICTING, ...ABOUT },
    },
    "retry-after must be integer",
  ],
  [
    "a header's constant",
    IS_HEALTH,
    { headers: { ...OF_JSON, "cache-control": "no-store" }, body: HEALTH },
    "cache-control must be equal to constant",
  ],
  [
    "a media type",
    IS_HEALTH,
    { headers: { ...OF_JSON, "content-type": "text/plain" }, body: HEALTH },
    "expected the type application/json, found text/plain",
  ],
  [
    "a media type with a parameter",
    IS_HEALTH,
    { headers: { ...OF_JSON, "content-type": "application/json; charset=utf-8" }, body: HEALTH },
    "expected the type application/json, found application/json; charset=utf-8",
  ],
  ["a body that is no JSON", IS_HEALTH, { body: Buffer.from("{") }, "the body must be object"],
  ["a body for HEAD", ask("/health", "HEAD"), { body: HEALTH }, "expected no body, found one"],
  ["a lacking member", IS_HEALTH, { body: { status: "ok", version: "1" } }, "'service'"],
  [
    "a member",
    IS_HEALTH,
    { body: { ...HEALTH, uptime: 1 } },
    "the body must NOT have additional properties",
  ],
  [
    "a member's type",
    IS_HEALTH,
    { body: { ...HEALTH, version: 1 } },
    "the body/version must be string",
  ],
  [
    "a member beside an artifact",
    IS_MANIFEST,
    { headers: OF_MANIFEST, body: { ...ENVELOPE, data: MANIFEST, extra: 1 } },
    "the body must NOT have additional properties",
  ],
  [
    "a member within an artifact",
    IS_MANIFEST,
    { headers: OF_MANIFEST, body: { ...ENVELOPE, data: { ...MANIFEST, title: 7 } } },
    "the body/data/title must be string",
  ],
  [
    "another problem",
    IS_GENERATE,
    { status: 409, headers: CONFLICT, body: { ...CONFLICTING, ...ABOUT, type: "about:blank" } },
    "the body/type must be equal to constant",
  ],
  [
    "a lacking member of a problem",
    IS_GENERATE,
    { status: 409, headers: CONFLICT, body: { ...CONFLICTING, case_id: "case_1" } },
    "'cache_key'",
  ],
])("a deviation from the description is found: %s", async (_what, asked, parts, fault) => {
  expect((await faultsOf(asked, answer(parts))).join("\n")).toContain(fault);
  await expect(conforming(asked, answer(parts))).rejects.toThrow(fault);
});

test("every fault of an answer is reported with its request", async () => {
  const headers = without({ ...OF_JSON, "x-powered-by": "us" }, "cache-control");
  const parts = answer({ headers, body: { ...HEALTH, version: 1 } });
  const thrown = conforming(IS_HEALTH, parts);
  await expect(thrown).rejects.toThrow(
    [
      "GET /health was answered 200, against the description:",
      "the header cache-control is missing",
      "the header x-powered-by is not described",
      "the body/version must be string",
    ].join("\n  "),
  );
});

/** Of an overlay whose heatmap holds these values. */
async function heatmapFaults(values: unknown): Promise<string> {
  const map = { width: 2, height: 1, values: "omitted" };
  const data = { evidence_map: map, heatmap: { ...map, values } };
  const body = { ...ENVELOPE, artifact_type: "overlay_bundle", data };
  const asked = ask("/demo/cases/case_1/overlay");
  return (await faultsOf(asked, answer({ headers: OF_MANIFEST, body }))).join("\n");
}

test("a matrix is an array of rows, a placeholder, or left out", async () => {
  for (const values of ["omitted", [[0, 1]], [[0, 2.5]], null]) {
    expect(await heatmapFaults(values)).toBe("");
  }
  expect(await heatmapFaults([["0"]])).toContain("heatmap/values/0/0 must be number");
  expect(await heatmapFaults(7)).toContain("heatmap/values must be array");
});

test("a served answer passes only with the headers that serverless-offline is known to add", async () => {
  const added = { date: "now", connection: "keep-alive", "content-length": "9" };
  const type = { "content-type": "application/json; charset=utf-8" };
  const headers = { ...OF_JSON, ...added, ...type, vary: "Origin,accept-encoding" };
  const served = answer({ headers, body: HEALTH });
  expect(await faultsOf(IS_HEALTH, served, { served: true })).toEqual([]);
  const more = answer({ headers: { ...headers, server: "hapi" }, body: HEALTH });
  const faults = await faultsOf(IS_HEALTH, more, { served: true });
  expect(faults).toEqual(["the header server is not described"]);
});

test("checking a body of 600 KB takes well under a second of processor time", async () => {
  const values = Array.from({ length: 224 }, () => Array.from({ length: 224 }, () => 0.123456));
  const map = { width: 224, height: 224, values };
  const data = { evidence_map: map, heatmap: map, regions: [] };
  const parts = {
    headers: OF_MANIFEST,
    body: { ...ENVELOPE, artifact_type: "overlay_bundle", data },
  };
  const begin = process.cpuUsage();
  expect(await faultsOf(ask("/demo/cases/case_1/overlay"), answer(parts))).toEqual([]);
  const { user, system } = process.cpuUsage(begin);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});
