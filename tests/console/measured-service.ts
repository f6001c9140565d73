import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { freePort } from "../servers/free-port.ts";

/** A line of the table that is printed. */
export interface Row {
  readonly what: string;
  readonly value: string;
}

const VIEWPORT = { width: 1440, height: 900 };

/** Runs something against a service with an empty store, and the cases that `addCases` puts into a folder. */
export async function withService(
  addCases: (folder: string) => Promise<void>,
  run: (url: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-console-"));
  const port = await freePort();
  const cases = join(folder, "cases");
  await addCases(cases);
  const settings = {
    PORT: String(port),
    ARTIFACT_ROOT: cases,
    CLARITY_CACHE_DIR: join(folder, "cache"),
  };
  const service = spawn(process.execPath, ["functions/clarity.cjs", "start"], {
    env: { ...process.env, ...settings, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(service, "exit");
  try {
    let output = "";
    for await (const text of service.stdout.setEncoding("utf8")) {
      output += String(text);
      if (output.includes("Ctrl-C stops it.")) break;
    }
    await run(`http://localhost:${port}`);
  } finally {
    service.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true });
  }
}

/** A page in a new browser profile: nothing is cached. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  return await context.newPage();
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function milliseconds(what: string, times: readonly number[]): Row {
  const longest = Math.max(...times);
  return { what, value: `${median(times).toFixed(0)} ms, at most ${longest.toFixed(0)} ms` };
}
