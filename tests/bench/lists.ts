/** How long the lists of 10,000 cases take, through the built `demo` function. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { LambdaHandler } from "../../lib/http/lambda.ts";
import { median, medianMs, type Figure } from "./figure.ts";
import { writeCases } from "./many-cases.ts";

const CASES = 10_000;
const COLD_RUNS = 5;
const WARM_RUNS = 21;
const BUNDLE = resolve("dist/demo/handler.cjs");

/** Medians of several runs, except for what happens only once in a process. */
export async function measureLists(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-lists-"));
  try {
    writeCases(folder, CASES);
    const cold: Cold[] = [];
    for (let run = 0; run < COLD_RUNS; run++) cold.push(await coldAnswer(folder, "/demo/cases"));
    const search = await coldAnswer(folder, "/demo/cases?q=effusion");
    const get = warmService(folder);
    await get("/demo/cases?q=effusion");
    const warm = async (what: string, path: string, limit: number): Promise<Figure> => {
      const value = await medianMs(WARM_RUNS, async () => await get(path));
      return { what: `10,000 cases: ${what}`, value, unit: "ms", limit };
    };
    return [
      once("first page, cold process", median(cold.map(({ ms }) => ms)), "ms", 2_000),
      await warm("first page", "/demo/cases", 50),
      await warm("search", "/demo/cases?q=case_07", 100),
      await warm("sort by lowest ESI", "/demo/cases?sort=lowest_esi", 100),
      await warm("health", "/demo/health", 50),
      once("first search, cold process", search.ms, "ms", 20_000),
      once("heap after it", search.heapMb, "MB", 64),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function once(what: string, value: number, unit: Figure["unit"], limit: number): Figure {
  return { what: `10,000 cases: ${what}`, value, unit, limit };
}

/** Prints milliseconds since the start of the process, and megabytes of its heap. */
const COLD = `
const { handler } = require(process.argv[1]);
const [rawPath, rawQueryString] = process.argv[2].split("?");
const requestContext = { http: { method: "GET" } };
handler({ rawPath, rawQueryString, requestContext }).then(({ statusCode }) => {
  const ms = performance.now();
  gc();
  const heapMb = process.memoryUsage().heapUsed / 1e6;
  console.log(JSON.stringify({ statusCode, ms, heapMb }));
});`;

interface Cold {
  readonly statusCode: number;
  /** Since the start of the process. */
  readonly ms: number;
  readonly heapMb: number;
}

async function coldAnswer(folder: string, path: string): Promise<Cold> {
  const env = { ...process.env, ARTIFACT_ROOT: folder, LOG_LEVEL: "error" };
  const flags = ["--expose-gc", "-e", COLD, BUNDLE, path];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { env });
  const answer: Cold = JSON.parse(stdout);
  if (answer.statusCode !== 200) throw new Error(`${path}: expected 200, found ${stdout}`);
  return answer;
}

type Get = (path: string) => Promise<void>;

function warmService(folder: string): Get {
  process.env["ARTIFACT_ROOT"] = folder;
  process.env["LOG_LEVEL"] = "error";
  const { handler }: { handler: LambdaHandler } = createRequire(import.meta.url)(BUNDLE);
  return async (path) => {
    const [rawPath, rawQueryString] = path.split("?");
    const requestContext = { http: { method: "GET" } };
    const { statusCode } = await handler({ rawPath, rawQueryString, requestContext });
    if (statusCode !== 200) throw new Error(`${path}: expected 200, found ${statusCode}`);
  };
}
