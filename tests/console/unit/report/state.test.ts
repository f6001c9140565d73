import { expect, test } from "vitest";
import { tooSlow } from "../../../../functions/console/page/api/problem.ts";
import {
  doubtsIn,
  isBusy,
  isSettled,
  keyIn,
  offerIn,
  type ReportState,
} from "../../../../functions/console/page/report/state.ts";

const STATUS = { cacheKey: "a".repeat(64), ready: false };
const REPORT = {
  blob: new Blob(),
  cacheKey: "b".repeat(64),
  hit: true,
  took: 1,
  size: 0,
  editedMeanwhile: false,
};

test.each<[ReportState, boolean, string | undefined]>([
  [{ name: "idle", cancelled: false }, false, undefined],
  [{ name: "idle", cancelled: false, status: STATUS }, false, STATUS.cacheKey],
  [{ name: "checking", since: 0 }, true, undefined],
  [{ name: "rendering", since: 0, status: STATUS }, true, STATUS.cacheKey],
  [{ name: "ready", report: REPORT }, false, REPORT.cacheKey],
  [{ name: "ready", report: REPORT, newerKey: "c" }, false, "c"],
])("%j is busy or not, and has the last known key", (state, busy, key) => {
  expect(isBusy(state)).toBe(busy);
  expect(keyIn(state)).toBe(key);
});

const STORED = { ...STATUS, ready: true, sha256: "d", size: 7, doubts: ["A doubt."] };

test("a stored report is offered, fetched or not, unless the page is getting it", () => {
  const { cacheKey, sha256, size } = STORED;
  const idle = { name: "idle", cancelled: true, status: STORED } as const;
  expect(offerIn(idle)).toEqual({ cacheKey, sha256, size });
  expect(offerIn({ name: "ready", report: REPORT })).toBe(REPORT);
  expect(offerIn({ name: "idle", cancelled: false, status: STATUS })).toBeUndefined();
  expect(offerIn({ name: "rendering", since: 0, status: STORED })).toBeUndefined();
});

test("doubts about the case are those of the last known status", () => {
  expect(doubtsIn({ name: "idle", cancelled: false, status: STORED })).toEqual(["A doubt."]);
  expect(doubtsIn({ name: "ready", report: REPORT, status: STORED })).toEqual(["A doubt."]);
  expect(doubtsIn({ name: "ready", report: REPORT })).toEqual([]);
  expect(doubtsIn({ name: "idle", cancelled: false, status: STATUS })).toEqual([]);
  expect(doubtsIn({ name: "checking", since: 0 })).toEqual([]);
});

test.each<[ReportState, boolean]>([
  [{ name: "idle", cancelled: false }, false],
  [{ name: "idle", cancelled: false, unknown: tooSlow(1) }, true],
  [{ name: "idle", cancelled: false, status: STATUS }, true],
  [{ name: "checking", since: 0 }, true],
])("%j: whether a report is stored is settled or not", (state, settled) => {
  expect(isSettled(state)).toBe(settled);
});
