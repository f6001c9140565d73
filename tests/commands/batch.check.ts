import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, it, onTestFinished, vi } from "vitest";
import { REPORT_LAYOUT } from "../../lib/service/report-service.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { listAll } from "../../lib/store/list-all.ts";
import { makeDesk, type Desk } from "./command-line.ts";

vi.setConfig({ testTimeout: 300_000 });

const CASES = 60;
const BROKEN = 3;
const BATCHES = 3;
const KILLS = 8;

/** Starts `clarity batch` over the cases of a desk, as a process of its own. */
function startBatch({ artifactRoot, cacheDir, folder }: Desk, output: string) {
  const main = join(inject("builtService"), "dist/commands/main.cjs");
  const child = spawn(process.execPath, [main, "batch", "-o", output], {
    cwd: folder,
    // A killed process holds a claim until its lease ends, or until it is known to be dead.
    env: {
      ...process.env,
      ARTIFACT_ROOT: artifactRoot,
      CLARITY_CACHE_DIR: cacheDir,
      CLAIM_LEASE_MS: "5000",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (more: string) => (text += more));
  }
  return { child, ended: once(child, "close"), output: () => text };
}

/** Runs a batch again and again until one ends by itself; `victims` are those that are running. */
async function untilComplete(
  desk: Desk,
  name: string,
  victims: Set<ReturnType<typeof startBatch>>,
) {
  for (;;) {
    const batch = startBatch(desk, name);
    victims.add(batch);
    await batch.ended;
    victims.delete(batch);
    if (batch.child.signalCode === null) return batch;
  }
}

async function addCases(desk: Desk): Promise<void> {
  for (let nth = 0; nth < CASES; nth++) {
    const folder = join(desk.artifactRoot, `case_${nth}`);
    await mkdir(folder);
    const text = nth < BROKEN ? "{" : JSON.stringify({ title: `Case ${nth}` });
    await writeFile(join(folder, "manifest.json"), text);
  }
}

it(`${BATCHES} batches at once, killed ${KILLS} times, render each report once plus at most once per kill`, async () => {
  const desk = await makeDesk([]);
  await addCases(desk);
  const victims = new Set<ReturnType<typeof startBatch>>();
  const names = Array.from({ length: BATCHES }, (_, index) => `manifest-${index}.jsonl`);
  const batches = Promise.all(names.map(async (name) => await untilComplete(desk, name, victims)));
  let kills = 0;
  for (let attempt = 0; attempt < KILLS; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 800));
    const [victim] = [...victims].toSorted(() => Math.random() - 0.5);
    if (victim?.child.kill("SIGKILL") === true) kills++;
  }
  const ended = await batches;
  for (const { child, output } of ended) {
    expect(output()).toContain(`refused        ${BROKEN}`);
    expect(child.exitCode).toBe(1);
  }

  const manifests = await Promise.all(
    names.map(async (name) => await readFile(join(desk.folder, name), "utf8")),
  );
  expect(new Set(manifests).size).toBe(1);
  const entries = (manifests[0] ?? "").trimEnd().split("\n");
  expect(entries).toHaveLength(CASES);
  expect(entries.filter((line) => line.includes("unreportable_case"))).toHaveLength(BROKEN);

  const store = await FileStore.open(desk.cacheDir);
  expect(await listAll(store, `${REPORT_LAYOUT.results}/`)).toHaveLength(CASES - BROKEN);
  // Each render has a claim of its own: a generation.
  const claims = (await listAll(store, `${REPORT_LAYOUT.claims}/`)).filter(({ key }) =>
    /\/\d+$/.test(key),
  );
  expect(kills).toBeGreaterThan(0);
  expect(claims.length).toBeGreaterThanOrEqual(CASES - BROKEN);
  expect(claims.length).toBeLessThanOrEqual(CASES - BROKEN + kills);
});

it("ends in an orderly way at Ctrl-C, and the next batch does the rest", async () => {
  const desk = await makeDesk([]);
  await addCases(desk);
  const batch = startBatch(desk, "manifest.jsonl");
  const store = await FileStore.open(desk.cacheDir);
  const reports = async () => (await listAll(store, `${REPORT_LAYOUT.results}/`)).length;
  while ((await reports()) < 3 && batch.child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  batch.child.kill("SIGINT");
  await batch.ended;
  expect(batch.child.exitCode).toBe(130);
  expect(batch.output()).toContain("Stopped. Run the same command again for the rest.");
  const before = await reports();
  expect(before).toBeLessThan(CASES - BROKEN);
  const next = startBatch(desk, "manifest.jsonl");
  await next.ended;
  expect(next.output()).toContain(`stored before  ${before}`);
  expect(await reports()).toBe(CASES - BROKEN);
});
