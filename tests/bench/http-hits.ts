import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median, type Figure } from "./figure.ts";
import { msPerRequest, type Target } from "./http-load.ts";
import { reportOf, withLocalService } from "./local-service.ts";

const CASES = ["case_sparse", "case_001"];
const CONNECTIONS = [1, 10];
const WARM_UP = 2;
const ROUNDS = 9;
const REQUESTS = 300;
const LIMIT = 1.3;

/**
 * What a hit costs over HTTP, beside a function that has the same bytes in memory and returns them, in the same
 * server. Both services get requests in turns.
 */
export async function measureHttpHits(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-http-"));
  try {
    return await withLocalService(async (url) => {
      const figures: Figure[][] = [];
      for (const caseId of CASES) figures.push(await measureCase(caseId, url, folder));
      return figures.flat();
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureCase(caseId: string, own: string, folder: string): Promise<Figure[]> {
  const hit = reportOf(caseId, own);
  const { headers, body } = await answerOf(hit);
  const root = join(folder, String(body.length));
  makeTrivialService(root, headers, body);
  return await withLocalService(async (url) => {
    const trivial = reportOf(caseId, url);
    const figures: Figure[] = [];
    for (const connections of CONNECTIONS) {
      const clients = connections === 1 ? "1 connection" : `${connections} connections`;
      const what = `hit of ${caseId} over HTTP / a function that returns its bytes, ${clients}`;
      const value = await ratioOf(hit, trivial, connections);
      figures.push({ what, value, unit: "times", limit: LIMIT });
    }
    return figures;
  }, root);
}

async function answerOf({ url, method, body = "" }: Target) {
  const headers = { "content-type": "application/json" };
  const request = async () => await fetch(url, { method, headers, body });
  await (await request()).arrayBuffer();
  const response = await request();
  return { headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

/** The same server, whose report function returns what it has read when it was loaded. */
function makeTrivialService(root: string, headers: Headers, body: Buffer): void {
  for (const folder of ["functions", "dist/report"]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  cpSync("functions/clarity.cjs", join(root, "functions/clarity.cjs"));
  cpSync("dist/start", join(root, "dist/start"), { recursive: true });
  for (const folder of ["commands", "console", "demo", "health"]) {
    symlinkSync(resolve("dist", folder), join(root, "dist", folder));
  }
  symlinkSync(resolve("functions/demo"), join(root, "functions/demo"));
  writeFileSync(join(root, "dist/report/body.pdf"), body);
  const sent = Object.entries(Object.fromEntries(headers)).filter(
    ([name]) => !OF_THE_SERVER.has(name),
  );
  writeFileSync(
    join(root, "dist/report/handler.cjs"),
    `const body = require("node:fs").readFileSync(__dirname + "/body.pdf");
const headers = ${JSON.stringify(Object.fromEntries(sent))};
exports.local = async () => ({ statusCode: 200, headers, body, isBase64Encoded: true });
`,
  );
}

/** What the server adds to each answer. */
const OF_THE_SERVER = new Set(["connection", "content-length", "date", "keep-alive"]);

async function ratioOf(hit: Target, trivial: Target, connections: number): Promise<number> {
  const times = { hit: [] as number[], trivial: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const hitMs = await msPerRequest(hit, connections, REQUESTS);
    const trivialMs = await msPerRequest(trivial, connections, REQUESTS);
    if (round < 0) continue;
    times.hit.push(hitMs);
    times.trivial.push(trivialMs);
  }
  return median(times.hit) / median(times.trivial);
}
