import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { Cache } from "../../lib/cache/index.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import {
  makeFolder,
  readText,
  rejectionOf,
  removeFolder,
  temporaryFolder,
} from "../store/temp-folder.ts";
import {
  claimNames,
  countOf,
  KEY,
  openCache,
  REPORT,
  resultNames,
  setAge,
  sha256,
  Work,
} from "./cache-fixture.ts";
import { CRASH_POINTS, type CrashPoint } from "./crash-points.ts";
import { LAYOUT } from "./report-layout.ts";
import type { WorkerSettings } from "./worker.ts";
import { bundleWorker, Worker } from "./workers.ts";

const HOUR_MS = 3_600_000;
const REPORT_TEXT = new TextDecoder().decode(REPORT);
const DIGEST = sha256(REPORT);

let script: string;
let scripts: string;
beforeAll(async () => {
  scripts = await makeFolder();
  script = await bundleWorker(scripts);
});
afterAll(async () => await removeFolder(scripts));

let root: string;
let log: string;
beforeEach(async () => {
  const folder = await temporaryFolder();
  [root, log] = [join(folder, "cache"), join(folder, "started")];
  await writeFile(log, "");
});

async function startWorker(settings: Partial<WorkerSettings>): Promise<Worker> {
  const defaults = { root, log, report: REPORT_TEXT, leaseMs: 10 * 60_000 };
  const worker = await Worker.start(script, { ...defaults, ...settings });
  onTestFinished(async () => await worker.end());
  return worker;
}

/** Lets a worker ask for `KEY` and die at that point. */
async function crash(point: CrashPoint): Promise<void> {
  const worker = await startWorker({ crash: point });
  expect(await rejectionOf(worker.ask(KEY))).toMatchObject({
    message: "the worker ended by SIGKILL",
  });
}

async function starts(): Promise<number> {
  return (await readText(log)).split("\n").length - 1;
}

describe("a process killed", () => {
  it.each(CRASH_POINTS)("%s does not hold up the next request", async (point) => {
    // Opened before the crash: opening a store later clears the litter away.
    const witness = await FileStore.open(root);
    await crash(point);
    const isStored = point === "after the rename";
    const isClaimed = point !== "before the claim";
    // After the claim, its file has a second name there.
    const isClean = ["in the production", "after the rename"].includes(point);
    expect(await readdir(join(root, "tmp"))).toHaveLength(isClean ? 0 : 1);
    expect(await claimNames(witness)).toEqual(isClaimed ? ["0/0"] : []);
    expect(await resultNames(witness)).toEqual(isStored ? ["0.pdf"] : []);
    const reader = new Cache({ store: witness, layout: LAYOUT, leaseMs: 1, concurrency: 1 });
    expect((await reader.get(KEY))?.sha256).toBe(isStored ? DIGEST : undefined);

    const { cache, store, events } = await openCache({ root });
    expect(await readdir(join(root, "tmp"))).toEqual([]);
    const work = new Work();
    const result = await cache.getOrCreate(KEY, work.produce);
    expect(result).toMatchObject({ sha256: DIGEST, hit: isStored });
    expect(work.started).toBe(isStored ? 0 : 1);
    expect(countOf(events, "take_over")).toBe(isStored || !isClaimed ? 0 : 1);
    expect(await resultNames(store)).toEqual(["0.pdf"]);
    expect(await readdir(join(root, "tmp"))).toEqual([]);
  });

  it("in each of its productions is started three times in a row, then held off", async () => {
    for (let start = 0; start < 3; start++) await crash("in the production");
    expect(await starts()).toBe(3);
    const next = await startWorker({ crash: "in the production" });
    expect(await next.ask(KEY)).toEqual(["held_off"]);
    const { cache, events } = await openCache({ root });
    const work = new Work();
    const refusal = await rejectionOf(cache.getOrCreate(KEY, work.produce));
    expect(refusal).toMatchObject({ code: "held_off", status: 503 });
    expect(refusal).toHaveProperty("retryAfterSeconds", expect.closeTo(20 * 60, -2));
    expect(countOf(events, "hold_off")).toBe(1);
    expect(await starts()).toBe(3);
    expect(work.started).toBe(0);

    await setAge(root, `claims/${KEY}/0/2`, HOUR_MS);
    await crash("in the production");
    expect(await starts()).toBe(4);
    expect(await rejectionOf(cache.getOrCreate(KEY, work.produce))).toMatchObject({
      code: "held_off",
    });
  });
});

describe("a process stopped in its production beyond its lease", () => {
  it.each([
    { produces: "the same bytes", report: REPORT_TEXT },
    { produces: "other bytes", report: "%PDF-1.7 another report" },
  ])("that then stores $produces returns what its successor stored", async ({ report }) => {
    const owner = await startWorker({ report, pauses: true });
    const producing = owner.nextReport();
    owner.process.send({ key: KEY, calls: 1, at: 0, waitMs: 0 });
    expect(await producing).toEqual(["producing"]);
    owner.process.kill("SIGSTOP");

    const { cache, store, events } = await openCache({ root });
    const work = new Work();
    const refusal = await rejectionOf(cache.getOrCreate(KEY, work.produce));
    expect(refusal).toMatchObject({ code: "in_progress" });
    await setAge(root, `claims/${KEY}/0/0`, HOUR_MS);
    const result = await cache.getOrCreate(KEY, work.produce);
    expect(result).toMatchObject({ sha256: DIGEST, hit: false });
    const takeOver = { type: "take_over", key: KEY, generation: 1, reason: "expired" };
    expect(events).toContainEqual(takeOver);

    const answers = owner.nextReport();
    owner.process.kill("SIGCONT");
    owner.process.send("go on");
    expect(await answers).toEqual([`hit ${DIGEST}`]);
    expect(await resultNames(store)).toEqual(["0.pdf"]);
    expect(await claimNames(store)).toEqual(["0/0", "0/1"]);
    expect((await cache.get(KEY))?.nonce).toBe(result.nonce);
  });
});
