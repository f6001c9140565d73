import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, inject, test } from "vitest";

const MARKER = "<!-- tests/docs/cache-example.check.ts runs the next block";
const SETTINGS = 5;

let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sweep-"));
  writeFileSync(join(folder, "sweep.mts"), exampleOf(readFileSync("docs/cache.md", "utf8")));
});

afterEach(() => {
  for (const sweep of started.splice(0)) sweep.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The block below the marker, with the import that an installed package has (tests/package). */
function exampleOf(document: string): string {
  const block = document.split(MARKER)[1]?.split("```ts\n")[1]?.split("```")[0];
  if (block === undefined) throw new Error("docs/cache.md: expected a block below the marker");
  const built = join(inject("builtService"), "dist/cache/index.js");
  return block.replaceAll("clarity-report-service/cache", pathToFileURL(built).href);
}

function startSweep(): { process: ChildProcess; output: () => string; done: Promise<unknown> } {
  const tsx = pathToFileURL(resolve("node_modules/tsx/dist/loader.mjs")).href;
  const sweep = spawn(process.execPath, ["--import", tsx, "sweep.mts"], { cwd: folder });
  started.push(sweep);
  let output = "";
  sweep.stdout.on("data", (chunk) => (output += String(chunk)));
  sweep.stderr.on("data", (chunk) => (output += String(chunk)));
  return { process: sweep, output: () => output, done: once(sweep, "exit") };
}

function measured(): string[] {
  const path = join(folder, "measured.log");
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
}

function settingsOf(lines: readonly string[]): string[] {
  return lines.map((line) => line.slice(line.indexOf(" ") + 1));
}

async function untilMeasured(count: number): Promise<void> {
  while (measured().length < count) await new Promise((wake) => setTimeout(wake, 20));
}

test("a sweep that two processes start simultaneously measures every setting once", async () => {
  const sweeps = [startSweep(), startSweep()];
  await Promise.all(sweeps.map(async ({ done }) => await done));
  expect(measured()).toHaveLength(SETTINGS);
  expect(new Set(settingsOf(measured())).size).toBe(SETTINGS);
  for (const { output } of sweeps) expect(output().match(/measured/g)).toHaveLength(SETTINGS);
});

test("when one of the two is killed during a measurement, the other continues and repeats only that one", async () => {
  const sweeps = [startSweep(), startSweep()];
  await untilMeasured(2);
  const victim = Number(measured()[1]?.split(" ")[0]);
  const [killed, survivor] = sweeps[0]?.process.pid === victim ? sweeps : sweeps.toReversed();
  killed?.process.kill("SIGKILL");
  await Promise.all([killed?.done, survivor?.done]);
  expect(survivor?.output().match(/measured/g)).toHaveLength(SETTINGS);
  const settings = settingsOf(measured());
  expect(new Set(settings).size).toBe(SETTINGS);
  expect(settings).toHaveLength(SETTINGS + 1);
  expect(settings.filter((setting) => setting === settings[1])).toHaveLength(2);
});

test("a killed sweep resumes with the missing settings after a restart", async () => {
  const first = startSweep();
  await untilMeasured(3);
  first.process.kill("SIGKILL");
  await first.done;
  const second = startSweep();
  await second.done;
  expect(second.output().match(/^was measured/gm)).toHaveLength(2);
  expect(second.output().match(/^measured/gm)).toHaveLength(3);
});
