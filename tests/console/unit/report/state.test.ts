import { expect, test } from "vitest";
import {
  isBusy,
  keyIn,
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
