import { cp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { generateEvent, httpEvent, responseOf } from "../../http/events.ts";
import { expectExplicitCors, problemOf } from "../../http/problems.ts";
import { copyCases, storedIn } from "../../http/test-service.ts";
import { rejectionOf, temporaryFolder } from "../../store/temp-folder.ts";
import { readPdf } from "../../report/read-pdf.ts";
import { callBundle } from "../bundle.ts";

const FONTS = ["chinese.cjs", "japanese.cjs", "korean.cjs"];
const SPARSE = generateEvent("case_sparse");

/** The built function where nothing else can be found: no sources, no node_modules. */
async function deployed(settings: Readonly<Record<string, string>> = {}) {
  const root = await temporaryFolder();
  const folder = join(root, "task");
  await cp(join(inject("builtService"), "dist", "report"), folder, { recursive: true });
  const artifactRoot = join(root, "cases");
  await copyCases(artifactRoot, ["case_sparse", "case_rich"]);
  const cacheDir = join(root, "cache");
  const environment = { ARTIFACT_ROOT: artifactRoot, CLARITY_CACHE_DIR: cacheDir, ...settings };
  return { folder, cacheDir, environment };
}

test("the bundle alone renders, stores and serves", async () => {
  const where = await deployed();
  const calls = [SPARSE, SPARSE, generateEvent("case_rich"), httpEvent({ path: "/report/cases" })];
  const { results, log } = await callBundle(
    where,
    calls.map((event) => ({ event })),
  );
  const [first, second, rich, cases] = results;
  expect(results.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
  expect(
    Buffer.from(first?.body ?? "", "base64")
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  expect(second?.body).toBe(first?.body);
  expect(first?.headers).toMatchObject({ "x-cache-hit": "false" });
  expect(second?.headers).toMatchObject({ "x-cache-hit": "true" });
  expect(rich?.headers?.["x-cache-key"]).not.toBe(first?.headers?.["x-cache-key"]);
  expect(cases?.body).toBe('{"cases":["case_rich","case_sparse"],"unreadable":[],"total":2}');
  expect(log.filter(({ event }) => event === "render")).toHaveLength(2);
});

test("a hit needs no renderer, and another process serves the same bytes", async () => {
  const where = await deployed();
  const made = await callBundle(where, [{ event: SPARSE }]);
  await rm(join(where.folder, "renderer.cjs"));
  const served = await callBundle(where, [{ event: SPARSE }]);
  expect(served.results[0]).toMatchObject({ statusCode: 200, body: made.results[0]?.body });
  expect(served.results[0]?.headers).toMatchObject({ "x-cache-hit": "true" });
});

test("a missing renderer returns a 500 without a path, and releases the claim", async () => {
  const where = await deployed();
  const renderer = join(where.folder, "renderer.cjs");
  const bytes = join(where.folder, "renderer.kept");
  await cp(renderer, bytes);
  await rm(renderer);
  const [broken] = (await callBundle(where, [{ event: SPARSE }])).results;
  const problem = await problemOf(responseOf(broken ?? {}), "internal");
  expect(problem["request_id"]).toBe("of-the-gateway");
  await cp(bytes, renderer);
  const [repaired] = (await callBundle(where, [{ event: SPARSE }])).results;
  expect(repaired?.statusCode).toBe(200);
});

test.each([0, 5_000])(
  "when deployed with %i ms left, a miss returns 503 without a claim",
  async (leftMs) => {
    const where = await deployed({ AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001" });
    const calls = [
      { event: SPARSE, remainingMs: leftMs },
      { event: httpEvent({ path: "/report/cases/case_sparse" }), remainingMs: leftMs },
    ];
    const [refused, status] = (await callBundle(where, calls)).results;
    await problemOf(responseOf(refused ?? {}), "no_capacity");
    expect(status?.statusCode).toBe(200);
    expect(await storedIn(where.cacheDir, "claims")).toEqual([]);
  },
);

test("when deployed with time left, the function renders with a lease that ends 2 s after the invocation", async () => {
  const where = await deployed({ AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001" });
  const { results, metrics } = await callBundle(where, [{ event: SPARSE, remainingMs: 25_000 }]);
  const [answer] = results;
  expect(answer?.statusCode).toBe(200);
  expect(metrics).toHaveLength(1);
  expect(JSON.parse(metrics[0] ?? "")).toMatchObject({
    Renders: 1,
    Misses: 1,
    ReportBytes: expect.any(Number) as unknown,
  });
  const key = String(answer?.headers?.["x-cache-key"]);
  const claim = await readFile(join(where.cacheDir, "claims", key, "0", "0"), "utf8");
  const leaseMs = Number(/"lease_ms": (\d+)/.exec(claim)?.[1]);
  expect(leaseMs).toBeGreaterThan(15_000);
  expect(leaseMs).toBeLessThanOrEqual(27_001);
});

test.each([null, {}, "text", [], 7])(
  "the event %j returns 400, not an invocation error",
  async (event) => {
    const [answer] = (await callBundle(await deployed(), [{ event }])).results;
    const response = responseOf(answer ?? {});
    expectExplicitCors(response);
    expect((await problemOf(response, "invalid_request")).detail).toContain("HTTP API event");
  },
);

test("invalid settings stop the function from loading, and every fault is named", async () => {
  const where = await deployed({ PORT: "x", CLAIM_LEASE_MS: "1", APP_ENV: "" });
  const failure = await rejectionOf(callBundle(where, [{ event: SPARSE }]));
  for (const name of ["PORT", "CLAIM_LEASE_MS", "APP_ENV"]) {
    expect(String(failure)).toContain(`${name}: expected`);
  }
});

test("a report without East Asian text reads no East Asian font", async () => {
  const where = await deployed();
  for (const font of FONTS) await rm(join(where.folder, font));
  const [answer] = (await callBundle(where, [{ event: SPARSE }])).results;
  expect(answer?.statusCode).toBe(200);
});

test("a report reads only the East Asian font that it needs", async () => {
  const where = await deployed();
  await setTitle(where.environment.ARTIFACT_ROOT, "흉부 X선 사진");
  for (const font of FONTS) if (font !== "korean.cjs") await rm(join(where.folder, font));
  const [answer] = (await callBundle(where, [{ event: SPARSE }])).results;
  expect(answer?.statusCode).toBe(200);
  const { pages } = await readPdf(new Uint8Array(Buffer.from(answer?.body ?? "", "base64")));
  expect(pages[0]).toContain("흉부 X선 사진");
});

test("a missing font returns a 500 and stores no report without its text", async () => {
  const where = await deployed();
  await setTitle(where.environment.ARTIFACT_ROOT, "흉부 X선 사진");
  await rm(join(where.folder, "korean.cjs"));
  const [answer] = (await callBundle(where, [{ event: SPARSE }])).results;
  await problemOf(responseOf(answer ?? {}), "internal");
  expect(await storedIn(where.cacheDir, "reports")).toEqual([]);
});

/** Gives case_sparse another title. */
async function setTitle(artifactRoot: string, title: string): Promise<void> {
  const path = join(artifactRoot, "case_sparse", "manifest.json");
  const manifest: object = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...manifest, title }));
}

test("the bundle contains only the function, its renderer, fonts, worker and SDK, and the function no pdfkit", async () => {
  const folder = join(inject("builtService"), "dist", "report");
  expect((await readdir(folder)).sort()).toEqual(
    [...FONTS, "aws-sdk.cjs", "handler.cjs", "renderer.cjs", "worker.cjs"].toSorted(),
  );
  const handler = await readFile(join(folder, "handler.cjs"), "utf8");
  const renderer = await readFile(join(folder, "renderer.cjs"), "utf8");
  expect(renderer).toContain("PDFDocument");
  expect(handler).not.toContain("PDFDocument");
  const worker = await readFile(join(folder, "worker.cjs"), "utf8");
  expect(worker).not.toContain("PDFDocument");
  for (const text of [handler, renderer, worker]) {
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain(inject("builtService"));
  }
});
