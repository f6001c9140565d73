import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { REPORT_LAYOUT } from "../../lib/service/report-service.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { makeDesk, type Desk } from "./command-line.ts";
import {
  BROKEN,
  expectSharedWork,
  scaleOf,
  smallCases,
  startBatch,
  type BatchPlace,
} from "./killed-batches.ts";

const SCALE = scaleOf({ cases: 60, kills: 8 });
const CASES = 60;

vi.setConfig({ testTimeout: SCALE.timeoutMs });

async function deskWith(count: number): Promise<Desk & BatchPlace> {
  const desk = await makeDesk([]);
  for (const { id, manifest } of smallCases(count)) {
    await mkdir(join(desk.artifactRoot, id));
    await writeFile(join(desk.artifactRoot, id, "manifest.json"), manifest);
  }
  const settings = { ARTIFACT_ROOT: desk.artifactRoot, CLARITY_CACHE_DIR: desk.cacheDir };
  return { ...desk, settings };
}

const reportsIn = async ({ cacheDir }: Desk) =>
  (await readdir(join(cacheDir, REPORT_LAYOUT.results)).catch(() => [])).length;

it(`3 batches at once over ${SCALE.cases} cases, killed ${SCALE.kills} times, render each report once plus at most once per kill`, async () => {
  const desk = await deskWith(SCALE.cases);
  const store = await FileStore.open(desk.cacheDir);
  const { killed, renders } = await expectSharedWork(
    desk,
    store,
    SCALE,
    async () => await reportsIn(desk),
  );
  expect(killed).toBeGreaterThan(0);
  expect(renders).toBeLessThanOrEqual(SCALE.cases - BROKEN + killed);
});

it("ends in an orderly way at Ctrl-C, and the next batch does the rest", async () => {
  const desk = await deskWith(CASES);
  const batch = startBatch(desk, "manifest.jsonl");
  while ((await reportsIn(desk)) < 3 && batch.child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  batch.child.kill("SIGINT");
  await batch.ended;
  expect(batch.child.exitCode).toBe(130);
  expect(batch.output()).toContain("Stopped. Run the same command again for the rest.");
  const before = await reportsIn(desk);
  expect(before).toBeLessThan(CASES - BROKEN);
  const next = startBatch(desk, "manifest.jsonl");
  await next.ended;
  expect(next.output()).toContain(`stored before  ${before}`);
  expect(await reportsIn(desk)).toBe(CASES - BROKEN);
});
