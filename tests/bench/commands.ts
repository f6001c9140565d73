/**
 * How fast the executable starts, each beside its limit. The runs alternate, so that a machine that gets slower slows
 * both alike. `npm run bench` prints the table.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort } from "../servers/free-port.ts";

interface Measured {
  readonly name: string;
  /** Of what was measured to its limit in the same run. */
  readonly ratio: number;
  readonly limit: number;
}

const CLARITY = "functions/clarity.cjs";
const RUNS = 15;
const STARTS = 5;
const READY = "Ctrl-C stops it.";

/** `clarity hash` of a small case may take this much longer than 1.5 times `node -e 0`. */
const HASH_FACTOR = 1.5;
const HASH_MORE_MS = 100;
const READY_WITHIN_MS = 3_000;

/**
 * Measures the executable of this checkout, which must be built. A ratio above its limit is too slow.
 *
 * @public to the table of all benchmarks
 */
export async function measureCommands(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const clarity = installedIn(folder);
    const { hash, node } = measureHash(clarity);
    const ready: number[] = [];
    for (let run = 0; run < STARTS; run++) ready.push(await msUntilReady(clarity, folder));
    return [
      {
        name: "`clarity hash` of a small case : 1.5 × `node -e 0` + 100 ms",
        ratio: hash / (HASH_FACTOR * node + HASH_MORE_MS),
        limit: 1,
      },
      {
        name: "`clarity start` until ready : 3 s",
        ratio: medianOf(ready) / READY_WITHIN_MS,
        limit: 1,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The executable as a package has it: without sources, so it does not look whether they changed. */
function installedIn(folder: string): string {
  const clarity = join(folder, CLARITY);
  mkdirSync(join(folder, "functions"));
  cpSync(CLARITY, clarity);
  symlinkSync(resolve("dist"), join(folder, "dist"));
  return clarity;
}

function measureHash(clarity: string): { hash: number; node: number } {
  const [hash, node]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    hash.push(msOf([clarity, "hash", "case_sparse"]));
    node.push(msOf(["-e", "0"]));
  }
  return { hash: medianOf(hash), node: medianOf(node) };
}

function msOf(args: readonly string[]): number {
  const begin = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0)
    throw new Error(`node ${args.join(" ")}: expected exit code 0, found ${status}`);
  return performance.now() - begin;
}

async function msUntilReady(clarity: string, folder: string): Promise<number> {
  const settings = { CLARITY_CACHE_DIR: join(folder, "cache"), PORT: String(await freePort()) };
  const begin = performance.now();
  const service = spawn(process.execPath, [clarity, "start"], {
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(service, "close");
  let output = "";
  for await (const text of service.stdout.setEncoding("utf8")) {
    output += String(text);
    if (output.includes(READY)) break;
  }
  const ms = performance.now() - begin;
  if (!output.includes(READY)) throw new Error(`expected the service to start, found:\n${output}`);
  service.kill("SIGINT");
  await ended;
  return ms;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { name, ratio, limit } of await measureCommands()) {
    process.stdout.write(`| ${name} | ${ratio.toFixed(2)} | ${limit} |\n`);
  }
}
