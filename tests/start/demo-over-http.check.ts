import { readFile, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { conforming } from "../openapi/conformance.ts";
import { LocalService, makeHome } from "./local-service.ts";

const CASES = ["case_001", "case_large", "case_rich", "case_sparse"];
/** What every case answers to each route. */
const ROUTES: Readonly<Record<string, object>> = {
  manifest: { artifact_type: "manifest" },
  surface: { artifact_type: "robustness_surface" },
  overlay: { artifact_type: "overlay_bundle" },
  metrics: { artifact_type: "metrics" },
  checksums: { algorithm: "SHA256" },
  verify: { valid: true },
};

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(CASES));
});

afterAll(async () => {
  await service.discard();
});

interface Raw {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The bytes as they travel: `fetch` unzips by itself. */
async function raw(path: string, headers: Readonly<Record<string, string>>): Promise<Raw> {
  const answer = await received(path, headers);
  await conforming({ method: "GET", path }, responseOf(answer), { served: true });
  return answer;
}

function responseOf({ status = 0, headers, body }: Raw): Response {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Response(status === 304 ? null : new Uint8Array(body), { status, headers: entries });
}

async function received(path: string, headers: Readonly<Record<string, string>>): Promise<Raw> {
  return await new Promise((resolve, reject) => {
    const sent = httpRequest(`${service.url}${path}`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { statusCode: status, headers: got } = response;
        resolve({ status, headers: got, body: Buffer.concat(chunks) });
      });
    });
    sent.on("error", reject).end();
  });
}

test.each(CASES)("every route of %s responds through the real server", async (caseId) => {
  for (const [route, expected] of Object.entries(ROUTES)) {
    const response = await service.get(`/demo/cases/${caseId}/${route}`);
    expect([route, response.status]).toEqual([route, 200]);
    expect(await response.json()).toMatchObject(expected);
  }
});

test("compressed bytes arrive unchanged and decompress to the plain ones, and both get 304 by their ETag", async () => {
  const path = "/demo/cases/case_001/overlay";
  const plain = await raw(path, {});
  const zipped = await raw(path, { "accept-encoding": "gzip" });
  expect([plain.status, zipped.status]).toEqual([200, 200]);
  expect([plain.headers["content-encoding"], zipped.headers["content-encoding"]]).toEqual([
    undefined,
    "gzip",
  ]);
  expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
  expect(zipped.body.length).toBeLessThan(plain.body.length / 3);
  expect(zipped.headers["content-length"]).toBe(String(zipped.body.length));
  expect(zipped.headers.etag).not.toBe(plain.headers.etag);
  for (const [accepted, known] of [
    ["", plain],
    ["gzip", zipped],
  ] as const) {
    const headers = { "if-none-match": String(known.headers.etag), "accept-encoding": accepted };
    const again = await raw(path, headers);
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect(again.headers.etag).toBe(known.headers.etag);
  }
  const other = await raw(path, {
    "if-none-match": String(plain.headers.etag),
    "accept-encoding": "gzip",
  });
  expect(other.status).toBe(200);
});

test("verify is true, then false after one changed byte, then true again", async () => {
  const path = join(service.home.artifactRoot, "case_sparse", "metrics.json");
  const good = await readFile(path, "utf8");
  const verified = async () => await (await service.get("/demo/cases/case_sparse/verify")).json();
  expect(await verified()).toMatchObject({ valid: true });
  await writeFile(path, good.replace("0.841", "0.842"));
  expect(await verified()).toMatchObject({
    valid: false,
    files: { "metrics.json": { state: "differs" } },
  });
  await writeFile(path, good);
  expect(await verified()).toMatchObject({ valid: true });
});

test("the list and health count all cases, and the log has each request and no content of a case", async () => {
  expect(await (await service.get("/demo/cases")).json()).toMatchObject({ total: CASES.length });
  expect(await (await service.get("/demo/health")).json()).toMatchObject({
    artifact_root: "cases",
    cases_available: CASES.length,
  });
  const asked = () => service.logged("request");
  // A line comes through two pipes, and may come after the answer.
  await service.until(() => asked().some((line) => line["route"] === "/demo/health"));
  expect(asked().filter((line) => line["route"] === "/demo/cases")).toHaveLength(1);
  expect(asked().every((line) => line["status"] === 200 || line["status"] === 304)).toBe(true);
});
