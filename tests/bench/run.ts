/**
 * How fast the built report function answers, and what that is made of. All figures come from one run on
 * one machine, so only their ratios mean anything. `npm run bench` prints the table of docs/performance.md.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { canonicalJson } from "../../lib/case/canonical-json.ts";
import { parseExactJson } from "../../lib/case/exact-json.ts";
import type { LambdaHandler } from "../../lib/http/lambda.ts";

const CASE_ID = "case_001";
const ARTIFACTS = `functions/demo/artifacts/${CASE_ID}`;

const folder = mkdtempSync(join(tmpdir(), "bench-"));
process.env["CLARITY_CACHE_DIR"] = join(folder, "cache");
process.env["LOG_LEVEL"] = "error";
const require = createRequire(import.meta.url);

const event = {
  rawPath: "/report/generate",
  requestContext: { http: { method: "POST" } },
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ case_id: CASE_ID }),
};

const overlayEvent = {
  rawPath: `/demo/cases/${CASE_ID}/overlay`,
  requestContext: { http: { method: "GET" } },
  headers: { "accept-encoding": "gzip" },
};

interface Row {
  readonly what: string;
  readonly ms: number;
}

/** Median of `times` runs, in milliseconds. */
async function median(times: number, run: () => unknown): Promise<number> {
  const durations: number[] = [];
  for (let index = 0; index < times; index++) {
    const start = performance.now();
    await run();
    durations.push(performance.now() - start);
  }
  return durations.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}

async function expect200(handler: LambdaHandler, asked: unknown): Promise<void> {
  const { statusCode } = await handler(asked);
  if (statusCode !== 200) throw new Error(`expected 200, found ${statusCode}`);
}

async function generate(handler: LambdaHandler): Promise<void> {
  await expect200(handler, event);
}

/** A function's bundle, loaded again without any memory. */
function loadedAnew(name: string): LambdaHandler {
  const bundle = resolve(`dist/${name}/handler.cjs`);
  delete require.cache[bundle];
  const fresh: { handler: LambdaHandler } = require(bundle);
  return fresh.handler;
}

async function measureBodies(): Promise<Row[]> {
  const first = await median(10, async () => await expect200(loadedAnew("demo"), overlayEvent));
  const handler = loadedAnew("demo");
  const again = await median(200, async () => await expect200(handler, overlayEvent));
  return [
    { what: "`/demo` overlay, zipped: first of its content", ms: first },
    { what: "the same again", ms: again },
  ];
}

async function measure(): Promise<Row[]> {
  const handler = loadedAnew("report");
  const first = await median(1, async () => await generate(handler));
  const miss = await median(15, async () => {
    rmSync(join(folder, "cache"), { recursive: true });
    await generate(loadedAnew("report"));
  });
  const hit = await median(500, async () => await generate(handler));
  const together = await median(20, async () => {
    await Promise.all(Array.from({ length: 100 }, async () => await generate(handler)));
  });
  const overlay = readFileSync(`${ARTIFACTS}/overlay_bundle.json`);
  const hashing = await median(20, () => canonicalJson(parseExactJson(overlay)));
  const parsing = await median(20, () => JSON.parse(overlay.toString("utf8")) as unknown);
  const bare = await median(500, async () => {
    createHash("sha256")
      .update(await readFile(`${ARTIFACTS}/manifest.json`))
      .digest("hex");
  });
  return [
    { what: "first report of a process, bundle load included", ms: first },
    { what: "miss, warm: read, hash, claim, render, store", ms: miss },
    { what: "hit", ms: hit },
    { what: "hit, each of 100 at once", ms: together / 100 },
    { what: "canonical JSON of an overlay bundle (590 KB)", ms: hashing },
    { what: "JSON.parse of the same", ms: parsing },
    { what: "reading and hashing one small file", ms: bare },
  ];
}

const rows = [...(await measure()), ...(await measureBodies())];
const hit = rows.find(({ what }) => what === "hit")?.ms ?? Number.NaN;
process.stdout.write("| what | median ms | hits |\n| --- | ---: | ---: |\n");
for (const { what, ms } of rows) {
  process.stdout.write(`| ${what} | ${ms.toFixed(2)} | ${(ms / hit).toFixed(1)} |\n`);
}
rmSync(folder, { recursive: true });
