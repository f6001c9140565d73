import { expect, test } from "vitest";
import {
  BatchRunner,
  type Exclusively,
} from "../../../../functions/console/page/batch/batch-runner.ts";
import type { BatchState } from "../../../../functions/console/page/batch/batch-state.ts";
import type {
  BatchRecord,
  BatchStore,
} from "../../../../functions/console/page/batch/batch-store.ts";
import { exclusivelyBy } from "../../../../functions/console/page/batch/exclusively.ts";
import { ClarityError } from "../../../../lib/errors.ts";
import type { MadeReport } from "../../../../lib/service/batch/run-batch.ts";
import { settled } from "../fake-clock.ts";
import { memoryStore } from "./memory-store.ts";

const CASES = ["a", "b", "c", "d"];
const RECORD: BatchRecord = {
  id: "0123456789abcdef",
  caseIds: CASES,
  purpose: "reports",
  state: "running",
  createdAt: 0,
};

const made = (caseId: string, hit = false): MadeReport => ({
  key: `key of ${caseId}`,
  sha256: `hash of ${caseId}`,
  bytes: 1,
  hit,
});

/** A service that renders when the test lets it. */
function gatedService() {
  const rendered: string[] = [];
  const waiting: (() => void)[] = [];
  let open = true;
  return {
    rendered,
    close: () => (open = false),
    open: () => {
      open = true;
      for (const go of waiting.splice(0)) go();
    },
    reports: {
      storedReport: async (caseId: string) =>
        rendered.includes(caseId) ? made(caseId, true) : undefined,
      reportOf: async (caseId: string) => {
        if (!open) await new Promise<void>((go) => waiting.push(go));
        rendered.push(caseId);
        return made(caseId);
      },
    },
  };
}

/** Finds no stored report, later than a browser refuses to store an outcome. */
async function missAfterAWhile(): Promise<undefined> {
  await settled();
}

interface TabOptions {
  readonly store: BatchStore;
  readonly reports: ReturnType<typeof gatedService>["reports"];
  readonly exclusively?: Exclusively;
}

/** Calls back at once, so that nothing is drawn late. */
const clock = { now: () => 0, after: (_: number, call: () => void) => (call(), () => undefined) };

function openTab({ store, reports, exclusively = exclusivelyBy(undefined, "") }: TabOptions) {
  let state: BatchState = { name: "loading" };
  const tab = {
    runner: new BatchRunner({
      id: RECORD.id,
      store,
      reports,
      exclusively,
      tellOthers: () => undefined,
      clock,
      most: 2,
      onChange: (next) => (state = next),
    }),
    state: () => state,
    known: () => {
      if (state.name !== "known") throw new Error(`expected a known batch, found ${state.name}`);
      return state.batch;
    },
  };
  return tab;
}

/** Of one browser, whose tabs take turns. */
function turns(): Exclusively {
  let last: Promise<void> | undefined;
  return async (onWait, work) => {
    const before = last;
    if (before !== undefined) onWait();
    last = (async () => {
      await before;
      await work();
    })();
    await last;
  };
}

function failing(error: Error): () => Promise<never> {
  return async () => {
    await settled();
    throw error;
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !condition(); turn++) await settled();
  expect(condition()).toBe(true);
}

test("a batch that another browser has begun is not known here", async () => {
  const tab = openTab({ store: memoryStore(), reports: gatedService().reports });
  await tab.runner.refresh();
  expect(tab.state()).toEqual({ name: "missing" });
});

test("a planned batch waits for the reader, then gets every report", async () => {
  const { reports, rendered } = gatedService();
  const store = memoryStore({ ...RECORD, state: "planned" });
  const tab = openTab({ store, reports });
  await tab.runner.refresh();
  expect(tab.known()).toMatchObject({ phase: "planned", progress: { total: 4, renders: 0 } });
  await tab.runner.start();
  expect(tab.known()).toMatchObject({ phase: "complete", progress: { hits: 0, renders: 4 } });
  expect(rendered.toSorted()).toEqual(CASES);
});

test("a batch that is opened again goes on with the cases that have no outcome", async () => {
  const { reports, rendered } = gatedService();
  const store = memoryStore(RECORD);
  const { hit, ...report } = made("b", true);
  await store.addOutcome(RECORD.id, { entry: { case_id: "b", ...report }, hit });
  rendered.push("c");
  const tab = openTab({ store, reports });
  await tab.runner.refresh();
  expect(tab.known()).toMatchObject({ phase: "complete", progress: { hits: 2, renders: 2 } });
  expect(rendered.toSorted()).toEqual(["a", "c", "d"]);
});

test("a pause finishes what has begun and begins nothing more; continue does the rest", async () => {
  const service = gatedService();
  service.close();
  const tab = openTab({ store: memoryStore(RECORD), reports: service.reports });
  void tab.runner.refresh();
  await until(() => tab.state().name === "known" && tab.known().phase === "running");
  await settled();
  const paused = tab.runner.pause();
  await until(() => tab.known().phase === "pausing");
  service.open();
  await paused;
  expect(tab.known()).toMatchObject({ phase: "paused", record: { state: "paused" } });
  expect(service.rendered).toEqual(["a", "b"]);
  await tab.runner.start();
  expect(tab.known().phase).toBe("complete");
  expect(service.rendered).toEqual(CASES);
});

test("of two tabs one works, and the other follows it and obeys nothing but the batch", async () => {
  const service = gatedService();
  service.close();
  const [store, exclusively] = [memoryStore(RECORD), turns()];
  const one = openTab({ store, reports: service.reports, exclusively });
  const two = openTab({ store, reports: service.reports, exclusively });
  void one.runner.refresh();
  await until(() => one.state().name === "known" && one.known().phase === "running");
  void two.runner.refresh();
  await until(() => two.state().name === "known" && two.known().phase === "elsewhere");
  await two.runner.refresh();
  expect(two.known().phase).toBe("elsewhere");
  // Nothing has changed.
  await one.runner.refresh();
  expect(one.known().phase).toBe("running");

  await two.runner.pause();
  await one.runner.refresh();
  expect(one.known().phase).toBe("pausing");
  service.open();
  await until(() => one.known().phase === "paused" && two.known().phase === "paused");
  expect(service.rendered).toEqual(["a", "b"]);

  await Promise.all([two.runner.start(), one.runner.start()]);
  expect([one.known().phase, two.known().phase]).toEqual(["complete", "complete"]);
  expect(service.rendered).toEqual(CASES);
});

test("a batch that is removed while a tab works on it ends there, and stays removed", async () => {
  const service = gatedService();
  service.close();
  const store = memoryStore(RECORD);
  const tab = openTab({ store, reports: service.reports });
  const opened = tab.runner.refresh();
  await until(() => tab.state().name === "known" && tab.known().phase === "running");
  await store.remove(RECORD.id);
  await tab.runner.refresh();
  service.open();
  await opened;
  expect(tab.state()).toEqual({ name: "missing" });
  expect(await store.list()).toEqual([]);
});

test("refused cases are outcomes; cases that fail for now are tried again when the reader continues", async () => {
  const { reports } = gatedService();
  let fails = true;
  const reportOf = async (caseId: string) => {
    if (caseId === "b") throw new ClarityError("unreportable_case", "metrics.json is empty.");
    if (caseId === "c" && fails) throw new ClarityError("internal", "It failed.");
    return await reports.reportOf(caseId);
  };
  const tab = openTab({ store: memoryStore(RECORD), reports: { ...reports, reportOf } });
  await tab.runner.refresh();
  const refused = { case_id: "b", code: "unreportable_case", detail: "metrics.json is empty." };
  expect(tab.known()).toMatchObject({
    phase: "paused",
    refused: [refused],
    failures: [{ case_id: "c", code: "internal", detail: "It failed." }],
    progress: { renders: 2, refused: 1, failed: 1 },
  });
  fails = false;
  await tab.runner.start();
  expect(tab.known()).toMatchObject({ phase: "complete", failures: [], refused: [refused] });
});

test("when no case could succeed, the batch pauses and says why", async () => {
  const { reports } = gatedService();
  const storedReport = failing(new ClarityError("misconfigured"));
  const tab = openTab({ store: memoryStore(RECORD), reports: { ...reports, storedReport } });
  await tab.runner.refresh();
  const { phase, problem } = tab.known();
  expect([phase, problem?.code]).toEqual(["paused", "misconfigured"]);
  expect(problem?.detail).toContain("Ask the operator");
});

test("a bug in a run is shown, too", async () => {
  const { reports } = gatedService();
  const storedReport = failing(new TypeError("x is not a function"));
  const tab = openTab({ store: memoryStore(RECORD), reports: { ...reports, storedReport } });
  await tab.runner.refresh();
  expect(tab.known().problem?.detail).toBe("x is not a function");
});

test("a browser that stores no more outcomes ends the run, and says so", async () => {
  const { reports, rendered } = gatedService();
  const caseIds = Array.from({ length: 40 }, (_, nth) => `case_${nth}`);
  const store = memoryStore({ ...RECORD, caseIds });
  const addOutcome = failing(new Error("The disk is full."));
  const tab = openTab({
    store: { ...store, addOutcome },
    reports: { ...reports, storedReport: missAfterAWhile },
  });
  await tab.runner.refresh();
  expect(tab.known().problem?.detail).toBe("The disk is full.");
  expect(rendered.length).toBeLessThan(caseIds.length);
});

test("a browser that keeps no data for the page is reported", async () => {
  const { reports } = gatedService();
  const read = failing(new Error("Storage is blocked."));
  const tab = openTab({ store: { ...memoryStore(), read }, reports });
  await tab.runner.refresh();
  expect(tab.state()).toMatchObject({ name: "failed", problem: { detail: "Storage is blocked." } });
});
