import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, inject, onTestFinished } from "vitest";
import { REPORT_LAYOUT } from "../../lib/service/report-service.ts";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { listAll } from "../../lib/store/list-all.ts";

const BATCHES = 3;
/** A broken manifest, which every batch refuses. */
export const BROKEN = 3;

export interface Scale {
  readonly cases: number;
  readonly kills: number;
  /** How long the test may take. */
  readonly timeoutMs: number;
}

/** `BATCH_CASES=10000 BATCH_KILLS=50` repeats the run of docs/performance.md; without them it is short. */
export function scaleOf(short: Pick<Scale, "cases" | "kills">): Scale {
  const { BATCH_CASES: cases, BATCH_KILLS: kills } = process.env;
  return {
    cases: Number(cases ?? short.cases),
    kills: Number(kills ?? short.kills),
    timeoutMs: cases === undefined ? 300_000 : 6 * 3_600_000,
  };
}

/** The id and manifest of each case: the smallest that are different. */
export function smallCases(count: number): { readonly id: string; readonly manifest: string }[] {
  return Array.from({ length: count }, (_, nth) => ({
    id: `case_${nth}`,
    manifest: nth < BROKEN ? "{" : JSON.stringify({ title: `Case ${nth}` }),
  }));
}

export interface BatchPlace {
  /** Where the batches find cases and store. */
  readonly settings: Readonly<Record<string, string>>;
  /** The working folder of the batches. */
  readonly folder: string;
}

/** Starts `clarity batch` as a process of its own. */
export function startBatch({ settings, folder }: BatchPlace, output: string) {
  const main = join(inject("builtService"), "dist/commands/main.cjs");
  const child = spawn(process.execPath, [main, "batch", "-o", output], {
    cwd: folder,
    env: { ...process.env, RENDER_CONCURRENCY: "1", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (more: string) => (text += more));
  }
  return { child, ended: once(child, "close"), output: () => text };
}

type Batch = ReturnType<typeof startBatch>;

/** Runs a batch again and again until one ends by itself; `running` are those that may be killed. */
async function untilComplete(place: BatchPlace, name: string, running: Set<Batch>): Promise<Batch> {
  for (;;) {
    const batch = startBatch(place, name);
    running.add(batch);
    await batch.ended;
    running.delete(batch);
    if (batch.child.signalCode === null) return batch;
  }
}

/**
 * Runs three batches at the same time, kills one of them at each of some random points of their common progress, and
 * starts it again. Expects one report of every case, and equal manifests.
 *
 * @param stored how many reports there are so far
 * @returns how many batches were killed, and how often was rendered: a kill hits at most one renderer
 */
export async function expectSharedWork(
  place: BatchPlace,
  store: ObjectStore,
  { cases, kills }: Scale,
  stored: () => Promise<number>,
): Promise<{ readonly killed: number; readonly renders: number }> {
  const begun = performance.now();
  const running = new Set<Batch>();
  const names = Array.from({ length: BATCHES }, (_, index) => `manifest-${index}.jsonl`);
  const progress = { isDone: false };
  const batches = Promise.all(
    names.map(async (name) => await untilComplete(place, name, running)),
  ).finally(() => (progress.isDone = true));
  const marks = Array.from({ length: kills }, () => Math.random() * (cases - BROKEN));
  let killed = 0;
  for (const mark of marks.toSorted((a, b) => a - b)) {
    while (!progress.isDone && ((await stored()) < mark || running.size === 0)) await sleep(100);
    await sleep(Math.random() * 200);
    const [victim] = [...running].toSorted(() => Math.random() - 0.5);
    if (victim?.child.kill("SIGKILL") === true) killed++;
  }
  for (const { child, output } of await batches) {
    expect(output()).toContain(`refused        ${BROKEN}`);
    expect(child.exitCode).toBe(1);
  }
  await expectOneManifest(place, names, cases);
  const renders = await rendersIn(store, cases);
  if (process.env["BATCH_CASES"] !== undefined) {
    const seconds = Math.round((performance.now() - begun) / 1000);
    const figures = { cases, batches: BATCHES, killed, renders, seconds };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
  }
  return { killed, renders };
}

async function expectOneManifest(
  { folder }: BatchPlace,
  names: readonly string[],
  cases: number,
): Promise<void> {
  const texts = await Promise.all(
    names.map(async (name) => await readFile(join(folder, name), "utf8")),
  );
  expect(new Set(texts).size).toBe(1);
  const entries = (texts[0] ?? "").trimEnd().split("\n");
  expect(entries).toHaveLength(cases);
  expect(entries.filter((line) => line.includes("unreportable_case"))).toHaveLength(BROKEN);
}

/** How often was rendered: each render has a claim of its own, a generation. Every case has exactly one report. */
async function rendersIn(store: ObjectStore, cases: number): Promise<number> {
  const reports = await listAll(store, `${REPORT_LAYOUT.results}/`);
  expect(reports).toHaveLength(cases - BROKEN);
  const claims = await listAll(store, `${REPORT_LAYOUT.claims}/`);
  const renders = claims.filter(({ key }) => /\/\d+$/.test(key)).length;
  expect(renders).toBeGreaterThanOrEqual(reports.length);
  return renders;
}
