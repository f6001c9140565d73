/**
 * What a hit costs beside reading and hashing the stored PDF, and whether the size of the case matters. All figures come
 * from one run on one machine, so only their ratios mean anything. Needs the build (`npm run build`).
 */
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { LambdaHandler } from "../../lib/http/lambda.ts";
import { median, type Figure } from "./figure.ts";
import { rendererOf } from "./rendering.ts";

const SMALL = "case_sparse";
const DEMO = "case_001";
const LARGE = "case_of_14_mb";
const ROWS = 860;
const WARM_UP = 300;
const TIMES = 300;
const WAITING = 200;

/** Hits, a miss and simultaneous requests, through the built function. */
export async function measureHits(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "bench-hits-"));
  try {
    await makeCases(join(folder, "cases"));
    return await measureIn(folder, openHandler(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureIn(folder: string, handler: LambdaHandler): Promise<Figure[]> {
  const ratios: Figure[] = [await measureMiss(folder, handler)];
  for (const caseId of [SMALL, DEMO]) {
    const path = await storedAt(folder, handler, caseId);
    const [hit = 0, bare = 0] = await medians([
      async () => await generate(handler, caseId),
      async () =>
        createHash("sha256")
          .update(await readFile(path))
          .digest("hex"),
    ]);
    ratios.push(times(`hit of ${caseId} / reading and hashing its PDF`, hit / bare, 2));
  }
  await generate(handler, LARGE);
  const [large = 0, small = 0] = await medians([
    async () => await generate(handler, LARGE),
    async () => await generate(handler, SMALL),
  ]);
  ratios.push(times("hit of a 14 MB case / of a small case", large / small, 1.2));
  ratios.push(await measureCrowd(folder, handler));
  return ratios;
}

/** 200 identical misses at once that all wait, against one miss and 200 hits. */
async function measureCrowd(folder: string, handler: LambdaHandler): Promise<Figure> {
  const [crowds, singles]: [number[], number[]] = [[], []];
  for (let round = 0; round < 7; round++) {
    const crowd = Array.from({ length: WAITING }, () => DEMO);
    await removeReports(folder);
    crowds.push(
      await duration(
        async () => await Promise.all(crowd.map(async (id) => await generate(handler, id, 25))),
      ),
    );
    await removeReports(folder);
    singles.push(
      await duration(async () => {
        await generate(handler, DEMO);
        for (const id of crowd) await generate(handler, id);
      }),
    );
  }
  const what = "200 misses at once, all waiting / one miss and 200 hits";
  return times(what, median(crowds) / median(singles), 1.3);
}

/** A miss in a warm process, against its rendering alone. */
async function measureMiss(folder: string, handler: LambdaHandler): Promise<Figure> {
  const render = await rendererOf(DEMO);
  const miss = async () => await generate(handler, DEMO);
  const [misses, renders]: [number[], number[]] = [[], []];
  for (let round = -10; round < 30; round++) {
    await removeReports(folder);
    const [missMs, renderMs] = [await duration(miss), await duration(render)];
    if (round < 0) continue;
    misses.push(missMs);
    renders.push(renderMs);
  }
  return times(`miss of ${DEMO} / rendering it`, median(misses) / median(renders), 1.5);
}

function times(what: string, value: number, limit: number): Figure {
  return { what, value, unit: "times", limit };
}

async function removeReports(folder: string): Promise<void> {
  for (const name of ["reports", "claims"]) {
    await rm(join(folder, "cache", name), { recursive: true, force: true });
  }
}

function openHandler(folder: string): LambdaHandler {
  process.env["ARTIFACT_ROOT"] = join(folder, "cases");
  process.env["CLARITY_CACHE_DIR"] = join(folder, "cache");
  process.env["LOG_LEVEL"] = "error";
  const bundle: { handler: LambdaHandler } = createRequire(import.meta.url)(
    resolve("dist/report/handler.cjs"),
  );
  return bundle.handler;
}

async function generate(handler: LambdaHandler, caseId: string, waitSeconds = 0) {
  const prefer = waitSeconds > 0 ? { prefer: `wait=${waitSeconds}` } : {};
  const answer = await handler({
    rawPath: "/report/generate",
    requestContext: { http: { method: "POST" } },
    headers: { "content-type": "application/json", ...prefer },
    body: JSON.stringify({ case_id: caseId }),
  });
  if (answer.statusCode !== 200) throw new Error(`expected 200, found ${answer.statusCode}`);
  return answer;
}

async function storedAt(folder: string, handler: LambdaHandler, caseId: string): Promise<string> {
  const { headers } = await generate(handler, caseId);
  const key = String(headers?.["x-cache-key"]);
  return join(folder, "cache/reports", key, "0.pdf/body.pdf");
}

async function makeCases(root: string): Promise<void> {
  await mkdir(root);
  for (const id of [SMALL, DEMO]) {
    await cp(`functions/demo/artifacts/${id}`, join(root, id), { recursive: true });
  }
  const folder = join(root, LARGE);
  await mkdir(folder);
  await writeFile(join(folder, "manifest.json"), JSON.stringify({ case_id: LARGE }));
  const random = randomNumbers();
  const values = Array.from({ length: ROWS }, () => Array.from({ length: ROWS }, random));
  const map = { width: ROWS, height: ROWS, values };
  await writeFile(join(folder, "overlay_bundle.json"), JSON.stringify({ evidence_map: map }));
}

/** Numbers with all their digits, the same in every run. */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The median durations of several runs, which take turns so that all meet the same load. */
async function medians(runs: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const all = runs.map((): number[] => []);
  for (let nth = -WARM_UP; nth < TIMES; nth++) {
    for (const [index, run] of runs.entries()) {
      const ms = await duration(run);
      if (nth >= 0) all[index]?.push(ms);
    }
  }
  return all.map(median);
}

async function duration(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
