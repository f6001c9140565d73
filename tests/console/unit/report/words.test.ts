import { describe, expect, test } from "vitest";
import { ERROR_CODES, factsOf } from "../../../../lib/error-codes.ts";
import {
  nonsense,
  problemOf,
  tooSlow,
  unreachable,
} from "../../../../functions/console/page/api/problem.ts";
import type { GotReport, ReportState } from "../../../../functions/console/page/report/state.ts";
import {
  adviceOn,
  canRetry,
  countdownWords,
  durationWords,
  progressWords,
  reportWords,
  sizeWords,
} from "../../../../functions/console/page/report/words.ts";
import { KEY, OTHER_KEY } from "../answers.ts";

const STATUS = { cacheKey: KEY, ready: false };
const STORED = { cacheKey: KEY, ready: true };
const REPORT: GotReport = {
  blob: new Blob([]),
  cacheKey: KEY,
  hit: false,
  took: 1,
  size: 1,
  editedMeanwhile: false,
};

function refusal(status: number, code: string, members: object = {}) {
  const type = `urn:clarity:problem:${code}`;
  const body = JSON.stringify({ type, title: "A title", detail: "A detail.", ...members });
  return problemOf(status, new Headers(), body);
}

const WAITING: ReportState = {
  name: "waiting",
  since: 0,
  status: STATUS,
  attempt: 1,
  cause: "rendered_elsewhere",
  problem: refusal(409, "in_progress"),
  until: 1,
};

test.each<[ReportState, string]>([
  [{ name: "idle", cancelled: false }, "A PDF of this case"],
  [{ name: "idle", cancelled: false, status: STATUS }, "No report yet"],
  [{ name: "idle", cancelled: false, status: STORED }, "A report is stored"],
  [{ name: "idle", cancelled: true, status: STORED }, "Cancelled"],
  [{ name: "checking", since: 0 }, "Looking for a stored report"],
  [{ name: "rendering", since: 0, status: STATUS }, "Rendering the report"],
  [{ name: "rendering", since: 0, status: STORED }, "Fetching the stored report"],
  [WAITING, "Another process is rendering this report"],
  [{ ...WAITING, cause: "unavailable" }, "A title"],
  [{ name: "ready", report: REPORT }, "The report is ready, freshly rendered"],
  [{ name: "ready", report: { ...REPORT, hit: true } }, "The report is ready, found in the store"],
  [
    { name: "ready", report: { ...REPORT, hit: undefined } },
    "The report is ready, sent by the store",
  ],
  [{ name: "failed", problem: refusal(500, "internal") }, "A title"],
])("a state is described by what really happens (%#)", (state, headline) => {
  expect(reportWords(state).headline).toBe(headline);
});

test("a report that the service will refuse is not offered, and one that it may give later is", () => {
  const idle = { name: "idle", cancelled: false } as const;
  const refused = { ...idle, unknown: refusal(422, "unreportable_case") };
  expect(reportWords(refused)).toEqual({ headline: "A title", detail: "A detail." });
  const later = { ...idle, unknown: refusal(503, "store_unavailable") };
  expect(reportWords(later).headline).toBe("A PDF of this case");
});

test("an edit of the case is announced", () => {
  const meanwhile = { name: "ready", report: { ...REPORT, editedMeanwhile: true } } as const;
  expect(reportWords(meanwhile).detail).toContain("edited in the meantime");
  const since = { name: "ready", report: REPORT, newerKey: OTHER_KEY } as const;
  expect(reportWords(since).detail).toContain("edited since");
});

test("the words stay the same while the seconds change, so that they are read out once", () => {
  const { headline, detail } = reportWords(WAITING);
  expect(reportWords({ ...WAITING, until: undefined, attempt: 5 })).toEqual({ headline, detail });
});

test.each<[ReportState, number, string]>([
  [{ name: "checking", since: 0 }, 1, "Elapsed"],
  [{ name: "rendering", since: 0, status: STATUS }, 1, "Elapsed"],
  [{ ...WAITING, until: 5000 }, 1000, "Retrying in 4 seconds"],
  [{ ...WAITING, until: undefined }, 1000, "Retrying"],
  [
    { ...WAITING, until: undefined, heldUntil: 21_000 },
    1000,
    "Waiting for the service, 20 seconds at most",
  ],
  [{ ...WAITING, until: undefined, heldUntil: 21_000 }, 21_000, "The service should respond now"],
])("the current step is described with the time that is left (%#)", (state, now, words) => {
  expect(progressWords(state, now)).toBe(words);
});

describe("the advice", () => {
  test("is that of the error's code", () => {
    for (const code of ERROR_CODES) {
      const { status, advice } = factsOf(code);
      expect(adviceOn(refusal(status, code))).toBe(advice);
    }
    expect(adviceOn(refusal(400, "unknown"))).toMatch(/^Try again/);
  });

  test("is also given without a response, or with an invalid one", () => {
    const advice = [unreachable(undefined), tooSlow(1000), nonsense("?")].map(adviceOn);
    expect(new Set(advice).size).toBe(3);
    for (const words of advice) expect(words).toMatch(/try again/i);
  });

  test("names the request id, with which the operator finds the fault", () => {
    expect(adviceOn(refusal(500, "internal", { request_id: "r-7" }))).toContain("r-7");
  });

  test("may be to try again, unless the request itself is invalid", () => {
    const retried = [404, 409, 429, 500, 503].map((status) => canRetry(refusal(status, "x")));
    expect(retried).toEqual([true, true, true, true, true]);
    expect([400, 405, 413, 415, 422].some((status) => canRetry(refusal(status, "x")))).toBe(false);
    expect(canRetry(refusal(422, "unreportable_case"))).toBe(true);
    expect(canRetry(unreachable(undefined))).toBe(true);
  });
});

test("times and sizes are written for people", () => {
  expect([0, 412, 9949, 12_400, 59_400, 125_000, -5].map(durationWords)).toEqual([
    "0.0 s",
    "0.4 s",
    "9.9 s",
    "12 s",
    "59 s",
    "2 min 5 s",
    "0.0 s",
  ]);
  expect([-1, 0, 900, 1900, 3100, 59_000, 125_000].map(countdownWords)).toEqual([
    "1 second",
    "1 second",
    "1 second",
    "2 seconds",
    "3 seconds",
    "59 seconds",
    "2 min 5 s",
  ]);
  expect([1, 999, 84_300, 1_204_000].map(sizeWords)).toEqual([
    "1 byte",
    "999 bytes",
    "84.3 KB",
    "1.20 MB",
  ]);
});
