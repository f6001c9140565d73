import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { batchDisplay } from "../../../lib/commands/batch/progress.ts";
import type { Io } from "../../../lib/commands/io.ts";
import { renderReport } from "../../../lib/report/render.ts";
import { toolsHere } from "../../../lib/service/verify/verify-tasks.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

const NONE = { hits: 0, renders: 0, refused: 0, failed: 0 };

/** A display that is not on a terminal, and what it has written. */
function open(total: number, options: { json?: boolean } = {}) {
  const stderr = new PassThrough().setEncoding("utf8");
  const io: Io = {
    version: "0",
    root: "/",
    environment: {},
    folder: "/",
    stdout: new PassThrough(),
    stderr,
    render: renderReport,
    verifyTools: toolsHere,
  };
  const display = batchDisplay(io, total, options);
  return { display, written: () => String(stderr.read() ?? "") };
}

test("a line is written every 30 seconds, with rate, time left and faults", () => {
  const { display, written } = open(70);
  vi.advanceTimersByTime(29_000);
  display.show({ ...NONE, total: 70, renders: 4 });
  expect(written()).toBe("");
  vi.advanceTimersByTime(11_000);
  display.show({ total: 70, hits: 1, renders: 7, refused: 1, failed: 1 });
  expect(written()).toBe("10 of 70 cases, 0.3/s, 4 min left, 1 refused, 1 failed\n");
  vi.advanceTimersByTime(1_000);
  display.show({ ...NONE, total: 70, renders: 11 });
  expect(written()).toBe("");
  display.end();
});

test.each([
  [40, "40 s"],
  [1_200, "20 min"],
  [11_100, "3 h 5 min"],
])("%i seconds are left in words: %s", (seconds, words) => {
  const { display, written } = open(100 + seconds);
  vi.advanceTimersByTime(100_000);
  display.show({ ...NONE, total: 100 + seconds, renders: 100 });
  expect(written()).toContain(`, 1.0/s, ${words} left`);
});

test("nothing is known before the first case", () => {
  const { display, written } = open(5);
  vi.advanceTimersByTime(30_000);
  display.show({ ...NONE, total: 5 });
  expect(written()).toBe("0 of 5 cases, 0.0/s, ? left\n");
});

test("with --json, each line is JSON", () => {
  const { display, written } = open(2, { json: true });
  vi.advanceTimersByTime(30_000);
  display.show({ ...NONE, total: 2, renders: 1 });
  expect(JSON.parse(written())).toEqual({ event: "progress", ...NONE, total: 2, renders: 1 });
});
