/**
 * How fast the executable starts, each beside its limit. The runs alternate, so that a machine that gets slower slows
 * both alike.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "../servers/free-port.ts";
import { median, type Figure } from "./figure.ts";

const CLARITY = "functions/clarity.cjs";
const RUNS = 15;
const STARTS = 5;
const READY = "Ctrl-C stops it.";

/** `clarity hash` of a small case may take this much longer than 1.5 times `node -e 0`. */
const HASH_FACTOR = 1.5;
const HASH_MORE_MS = 100;
const READY_WITHIN_MS = 3_000;

/** Measures the built executable. */
export async function measureCommands(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const clarity = installedIn(folder);
    const { hash, node } = measureHash(clarity);
    const ready: number[] = [];
    for (let run = 0; run < STARTS; run++) ready.push(await msUntilReady(clarity, folder));
    return [
      {
        what: "`clarity hash` of a small case / 1.5 × `node -e 0` + 100 ms",
        value: hash / (HASH_FACTOR * node + HASH_MORE_MS),
        unit: "times",
        limit: 1,
      },
      {
        what: "`clarity start` until ready",
        value: median(ready),
        unit: "ms",
        limit: READY_WITHIN_MS,
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
  return { hash: median(hash), node: median(node) };
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
