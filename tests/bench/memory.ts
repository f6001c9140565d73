import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { LambdaHandler } from "../../lib/http/lambda.ts";
import type { Figure } from "./figure.ts";

const FEW = 1_000;
const MANY = 100_000;
const LIMIT = 1.1;
const MISS_EVERY = 1_000;
const CASES = ["case_sparse", "case_001", "case_rich"];

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
}

/** Memory after 100,000 requests of all kinds to the built report function, against after 1,000. */
export async function measureMemory(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "bench-memory-"));
  try {
    const handler = openHandler(folder);
    const askTo = async (from: number, to: number) => {
      let keys: string[] = [];
      for (let nth = from; nth < to; nth++) {
        if (nth % MISS_EVERY === 0) keys = await renderAll(folder, handler);
        await ask(handler, requestOf(nth, keys));
      }
    };
    await askTo(0, FEW);
    const few = memoryInUse();
    await askTo(FEW, MANY);
    const many = memoryInUse();
    const what = `after ${MANY.toLocaleString("en-US")} requests / after 1,000`;
    return [
      { what: "memory of the process after 1,000 requests", value: few.process, unit: "MB" },
      times(`memory of the process ${what}`, many.process / few.process),
      times(`heap and buffers ${what}`, many.objects / few.objects),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

function times(what: string, value: number): Figure {
  return { what, value, unit: "times", limit: LIMIT };
}

/** In turns: hits, stored reports, also unchanged ones, states, lists, refusals. */
function requestOf(nth: number, keys: readonly string[]): Asked {
  const caseId = CASES[nth % CASES.length] ?? "";
  const key = keys[nth % CASES.length] ?? "";
  const stored = { path: `/report/${key}.pdf` };
  const others: readonly Asked[] = [
    { ...stored, status: 200 },
    { ...stored, status: 304, headers: { "if-none-match": "*" } },
    { path: `/report/cases/${caseId}`, status: 200 },
    { path: "/report/cases", status: 200 },
    { path: `/report/cases/no_case_${nth}`, status: 404 },
    { ...generating({ case: nth }), status: 422 },
  ];
  return others[nth % 12] ?? { ...generating({ case_id: caseId }), status: 200 };
}

function generating(body: object) {
  return { method: "POST", path: "/report/generate", body: JSON.stringify(body) };
}

async function ask(handler: LambdaHandler, { method = "GET", path, body, ...asked }: Asked) {
  const result = await handler({
    rawPath: path,
    requestContext: { http: { method } },
    headers: { "content-type": "application/json", ...asked.headers },
    body,
  });
  if (result.statusCode === asked.status) return result;
  throw new Error(`${method} ${path}: expected ${asked.status}, found ${result.statusCode}`);
}

/** Removes all reports and makes them again, all misses. Returns their keys. */
async function renderAll(folder: string, handler: LambdaHandler): Promise<string[]> {
  for (const name of ["reports", "claims"]) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
  const keys: string[] = [];
  for (const caseId of CASES) {
    const { headers } = await ask(handler, { ...generating({ case_id: caseId }), status: 200 });
    keys.push(String(headers?.["x-cache-key"]));
  }
  return keys;
}

function openHandler(folder: string): LambdaHandler {
  process.env["CLARITY_CACHE_DIR"] = folder;
  process.env["LOG_LEVEL"] = "error";
  const bundle: { handler: LambdaHandler } = createRequire(import.meta.url)(
    resolve("dist/report/handler.cjs"),
  );
  return bundle.handler;
}

/** In megabytes, after a collection. */
function memoryInUse(): { process: number; objects: number } {
  if (globalThis.gc === undefined) throw new Error("run with --expose-gc");
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { process: rss / 1e6, objects: (heapUsed + external) / 1e6 };
}
