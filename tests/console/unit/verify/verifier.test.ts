import { beforeEach, expect, test } from "vitest";
import {
  Verifier,
  type VerifierState,
  type WorkerListener,
} from "../../../../functions/console/page/verify/verifier.ts";
import type { VerifyCall, VerifyEvent } from "../../../../lib/service/verify/browser-verifier.ts";
import type { Step, Verification } from "../../../../lib/service/verify/verification.ts";
import { fakeClock, type FakeClock } from "../fake-clock.ts";

interface StartedWorker {
  readonly listener: WorkerListener;
  readonly calls: VerifyCall[];
  ended: boolean;
}

const HOLDS: Step = { step: "report", outcome: "holds", detail: "A PDF." };
const VERIFIED: Verification = { steps: [HOLDS], key: "0a", content: undefined };

let clock: FakeClock;
let workers: StartedWorker[];
let state: VerifierState;
let verifier: Verifier;

beforeEach(() => {
  clock = fakeClock();
  workers = [];
  verifier = new Verifier({
    after: clock.after,
    onState: (now) => (state = now),
    start: (listener) => {
      const worker: StartedWorker = { listener, calls: [], ended: false };
      workers.push(worker);
      return {
        post: (call) => void worker.calls.push(call),
        end: () => void (worker.ended = true),
      };
    },
  });
  verifier.load();
});

function latest(): StartedWorker {
  const worker = workers.at(-1);
  if (worker === undefined) throw new Error("expected a worker");
  return worker;
}

function send(...events: readonly VerifyEvent[]): void {
  const { listener } = latest();
  for (const event of events) listener.onEvent(event);
}

function fileOf(name: string, size = 3) {
  return { name, size, arrayBuffer: async () => await Promise.resolve(new ArrayBuffer(3)) };
}

async function unreadable(): Promise<ArrayBuffer> {
  return await Promise.reject(new Error("a folder"));
}

const READ = { name: "work", work: "read" } as const;
const RENDER = { name: "work", work: "render" } as const;
const DONE = { name: "done", verification: VERIFIED, needsFonts: false } as const;

function detailOfResult(): string | undefined {
  if (state.name !== "result") throw new Error(`expected a result, found ${state.name}`);
  return state.verification.steps.find(({ outcome }) => outcome !== "holds")?.detail;
}

test("a file that is dropped before the worker is loaded is verified when it is", async () => {
  expect(state).toEqual({ name: "loading" });
  await verifier.verify(fileOf("early.pdf"), undefined);
  expect(latest().calls).toHaveLength(0);
  send({ name: "ready" });
  expect(latest().calls).toHaveLength(1);
  send(READ, { name: "step", step: HOLDS });
  expect(state).toMatchObject({ name: "working", work: "read", steps: [HOLDS] });
  send(DONE);
  expect(state).toMatchObject({ name: "result", verification: VERIFIED });
  expect(workers).toHaveLength(1);
});

test("reading longer than 3 s ends the worker, and the next file gets another one", async () => {
  send({ name: "ready" });
  await verifier.verify(fileOf("endless.pdf"), undefined);
  send(READ);
  await clock.pass(2_999);
  expect(state.name).toBe("working");
  await clock.pass(1);
  expect(detailOfResult()).toBe("Reading the PDF was stopped: it took more than 3 s.");
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  // A late event of the ended worker changes nothing.
  workers[0]?.listener.onEvent(DONE);
  expect(detailOfResult()).toContain("stopped");
  await verifier.verify(fileOf("next.pdf"), undefined);
  send({ name: "ready" }, READ, DONE);
  expect(state).toMatchObject({ name: "result", verification: VERIFIED });
});

test("rendering longer than 60 s ends the worker, and keeps the steps that were made", async () => {
  send({ name: "ready" });
  await verifier.verify(fileOf("slow.pdf"), undefined);
  send(READ, { name: "work", work: "check" });
  await clock.pass(10_000);
  const names = ["report", "key_file", "key", "attachments", "hashes", "version"] as const;
  send(...names.map((step) => ({ name: "step", step: { ...HOLDS, step } }) as const), RENDER);
  await clock.pass(60_000);
  expect(detailOfResult()).toBe(
    "Rendering the attachments again was stopped: it took more than 60 s.",
  );
  expect(state).toMatchObject({ verification: { steps: { 6: { step: "bytes" } } } });
});

test("reading that takes too much memory ends the worker", async () => {
  send({ name: "ready" });
  await verifier.verify(fileOf("bomb.pdf"), undefined);
  send(READ, { name: "exceeded" });
  expect(detailOfResult()).toBe(
    "Reading the PDF was stopped: it took more than 320 MiB of memory.",
  );
  expect(workers[0]?.ended).toBe(true);
});

test("a worker that ends by itself is no verdict", async () => {
  send({ name: "ready" });
  await verifier.verify(fileOf("a.pdf"), undefined);
  send(READ);
  latest().listener.onEnd();
  expect(detailOfResult()).toContain("the thread ended, probably for lack of memory");
});

test("a worker that cannot be loaded is said, and can be loaded again", async () => {
  await verifier.verify(fileOf("a.pdf"), undefined);
  latest().listener.onEnd();
  expect(state).toEqual({ name: "unavailable" });
  verifier.load();
  send({ name: "ready" });
  expect(state).toEqual({ name: "ready" });
});

test("cancelling ends the worker that is at work, and no other", async () => {
  send({ name: "ready" });
  verifier.cancel();
  expect(workers).toHaveLength(1);
  await verifier.verify(fileOf("a.pdf"), undefined);
  verifier.cancel();
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  expect(state).toEqual({ name: "loading" });
  send({ name: "ready" });
  expect(state).toEqual({ name: "ready" });
  verifier.end();
  expect(latest().ended).toBe(true);
});

test("only the last of two files is verified", async () => {
  send({ name: "ready" });
  const first = verifier.verify(fileOf("first.pdf"), undefined);
  await verifier.verify(fileOf("second.pdf"), undefined);
  await first;
  expect(latest().calls).toHaveLength(1);
  send(READ, DONE);
  expect(state).toMatchObject({ name: "result", file: { name: "second.pdf" } });
});

test("a file over the limit is not read", async () => {
  await verifier.verify(fileOf("huge.pdf", 33 * 1024 * 1024), undefined);
  expect(detailOfResult()).toBe(
    "The file was not read: it has 34,603,008 bytes; the limit is 33,554,432.",
  );
});

test("a file that the browser cannot read, and a fault of the software, are no verdicts", async () => {
  send({ name: "ready" });
  await verifier.verify({ ...fileOf("folder"), arrayBuffer: unreadable }, undefined);
  expect(state).toMatchObject({ name: "failed", why: "The browser could not read the file." });
  await verifier.verify(fileOf("a.pdf"), undefined);
  send(READ, { name: "failed", why: "Error: a fault" });
  expect(state).toMatchObject({ name: "failed", why: "Error: a fault" });
  expect(workers).toHaveLength(1);
});
