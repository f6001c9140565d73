/**
 * How long the lists of 10,000 cases take, through the built `demo` function. `tsx tests/bench/lists.ts` prints a
 * table; it needs `npm run build`.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { LambdaHandler } from "../../lib/http/lambda.ts";

const CASES = 10_000;
const TEMPLATE = "functions/demo/artifacts/case_sparse";
const BUNDLE = resolve("dist/demo/handler.cjs");

export interface ListFigure {
  readonly name: string;
  /** Megabytes where the name says so. */
  readonly ms: number;
  readonly limitMs: number;
}

/** Medians of several runs, except for what happens only once in a process. */
export async function measureLists(): Promise<ListFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-lists-"));
  try {
    writeCases(folder);
    const cold = async (path: string) => (await coldAnswer(folder, path)).ms;
    const coldMs = await median(5, async () => await cold("/demo/cases"));
    const coldSearch = await coldAnswer(folder, "/demo/cases?q=effusion");
    const get = warmService(folder);
    await get("/demo/cases?q=effusion");
    const time = async (path: string) => await median(21, async () => await timed(get, path));
    return [
      { name: "first page, cold process", ms: coldMs, limitMs: 2_000 },
      { name: "first page, warm", ms: await time("/demo/cases"), limitMs: 50 },
      { name: "search, warm", ms: await time("/demo/cases?q=case_07"), limitMs: 100 },
      {
        name: "sort by lowest ESI, warm",
        ms: await time("/demo/cases?sort=lowest_esi"),
        limitMs: 100,
      },
      { name: "first search, cold process", ms: coldSearch.ms, limitMs: 20_000 },
      { name: "health", ms: await time("/demo/health"), limitMs: 50 },
      { name: "memory after the first search, MB", ms: coldSearch.heapMb, limitMs: 64 },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeCases(folder: string): void {
  const files = readdirSync(TEMPLATE).map(
    (name) => [name, readFileSync(join(TEMPLATE, name), "utf8")] as const,
  );
  for (let nth = 0; nth < CASES; nth++) {
    const id = `case_${String(nth).padStart(5, "0")}`;
    mkdirSync(join(folder, id));
    for (const [name, text] of files) {
      writeFileSync(join(folder, id, name), text.replaceAll("case_sparse", id));
    }
  }
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

async function coldAnswer(folder: string, path: string): Promise<{ ms: number; heapMb: number }> {
  const env = { ...process.env, ARTIFACT_ROOT: folder, LOG_LEVEL: "error" };
  const flags = ["--expose-gc", "-e", COLD, BUNDLE, path];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { env });
  const answer: { statusCode: number; ms: number; heapMb: number } = JSON.parse(stdout);
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

async function timed(get: Get, path: string): Promise<number> {
  const start = performance.now();
  await get(path);
  return performance.now() - start;
}

async function median(times: number, run: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let index = 0; index < times; index++) all.push(await run());
  return all.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.stdout.write("| what | found | at most |\n| --- | ---: | ---: |\n");
  for (const { name, ms, limitMs } of await measureLists()) {
    process.stdout.write(`| ${name} | ${ms.toFixed(1)} | ${limitMs} |\n`);
  }
}
