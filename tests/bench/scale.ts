import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { LambdaHandler } from "../../lib/http/lambda.ts";
import { median, type Figure } from "./figure.ts";
import { plantReports } from "./stored-reports.ts";

const FEW = 10;
const MANY = 100_000;
const CASE = "case_sparse";
const BUNDLE = resolve("dist/report/handler.cjs");
const LIMIT = 1.1;
const HITS = 400;
const MISSES = 40;
const STARTS = 15;

const require = createRequire(import.meta.url);

interface Place {
  readonly cacheDir: string;
  handler: LambdaHandler;
}

/**
 * What a hit, a miss and a start cost with 100,000 stored reports, against 10: the built report function over a
 * folder. Both are measured in turns, so that a busy machine slows both.
 */
export async function measureScale(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-scale-"));
  const environment = { ...process.env };
  try {
    return await measureIn(folder);
  } finally {
    process.env = environment;
    rmSync(folder, { recursive: true });
  }
}

async function measureIn(folder: string): Promise<Figure[]> {
  process.env["ARTIFACT_ROOT"] = makeCases(join(folder, "cases"));
  process.env["LOG_LEVEL"] = "error";
  const few = makePlace(join(folder, "few"), FEW);
  const many = makePlace(join(folder, "many"), MANY);
  const measure = async (what: string, times: number, call: Call): Promise<Figure> => {
    return { what, value: await ratioOf(many, few, times, call), unit: "times", limit: LIMIT };
  };
  // The first of each loads the renderer and makes the report that is hit.
  for (const place of [few, many]) await generate(place, `${CASE}_${MISSES}`);
  const hit = async (place: Place) => await generate(place, `${CASE}_${MISSES}`);
  const about = `with ${MANY.toLocaleString("en-US")} stored reports / with ${FEW}`;
  return [
    await measure(`hit ${about}`, HITS, hit),
    await measure(`miss ${about}`, MISSES, async (place, nth) => {
      await generate(place, `${CASE}_${nth}`);
    }),
    await measure(`start and first hit ${about}`, STARTS, async (place) => {
      place.handler = loadHandler(place.cacheDir);
      await hit(place);
    }),
  ];
}

/** Cases that differ only in their titles. */
function makeCases(root: string): string {
  mkdirSync(root);
  for (let nth = 0; nth <= MISSES; nth++) {
    const id = `${CASE}_${nth}`;
    const folder = join(root, id);
    cpSync(`functions/demo/artifacts/${CASE}`, folder, { recursive: true });
    const file = join(folder, "manifest.json");
    const manifest: object = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...manifest, case_id: id, title: `The case ${nth}` }));
  }
  return root;
}

function makePlace(cacheDir: string, count: number): Place {
  mkdirSync(cacheDir);
  plantReports(cacheDir, count);
  return { cacheDir, handler: loadHandler(cacheDir) };
}

/** The bundle, loaded again without any memory, for that store. */
function loadHandler(cacheDir: string): LambdaHandler {
  process.env["CLARITY_CACHE_DIR"] = cacheDir;
  delete require.cache[BUNDLE];
  const loaded = require(BUNDLE) as { handler: LambdaHandler };
  return loaded.handler;
}

type Call = (place: Place, nth: number) => Promise<void>;

/** How many times longer a call takes at the one place than at the other: the ratio of the medians. */
async function ratioOf(one: Place, other: Place, times: number, call: Call): Promise<number> {
  const durations = new Map<Place, number[]>([
    [one, []],
    [other, []],
  ]);
  for (let nth = 0; nth < times; nth++) {
    for (const place of nth % 2 === 0 ? [one, other] : [other, one]) {
      const begun = performance.now();
      await call(place, nth);
      durations.get(place)?.push(performance.now() - begun);
    }
  }
  return median(durations.get(one) ?? []) / median(durations.get(other) ?? []);
}

async function generate({ handler }: Place, caseId: string): Promise<void> {
  const { statusCode } = await handler({
    rawPath: "/report/generate",
    requestContext: { http: { method: "POST" } },
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ case_id: caseId }),
  });
  if (statusCode !== 200) throw new Error(`expected 200, found ${statusCode}`);
}
