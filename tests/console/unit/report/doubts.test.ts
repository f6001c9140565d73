import { expect, test } from "vitest";
import { doubtWords } from "../../../../functions/console/page/report/doubts.ts";

const failed = (check: string) => ({
  check,
  title: "",
  where: "",
  what: "",
  stated: "",
  computed: "",
  count: 1,
});
const checks = (...fail: readonly string[]) => ({ hold: 1, fail: fail.map(failed), unchecked: 0 });

test("a case that is confirmed and fits itself, or has no record, gives no doubts", () => {
  expect(doubtWords({ record: "none", checks: checks() })).toEqual([]);
  const record = { manifest: "confirmed", metrics: "not_listed" } as const;
  expect(doubtWords({ record, checks: checks() })).toEqual([]);
});

test("files that differ from the record are named, and their check is not counted again", () => {
  const record = { metrics: "differs", manifest: "confirmed" } as const;
  expect(doubtWords({ record, checks: checks("record_of_checksums") })).toEqual([
    "metrics.json differs from what the evaluation recorded in checksums.json.",
  ]);
  const both = { metrics: "differs", manifest: "differs" } as const;
  expect(doubtWords({ record: both, checks: checks("record_of_checksums") })).toEqual([
    "manifest.json, metrics.json differ from what the evaluation recorded in checksums.json.",
  ]);
});

test("an unreadable record and checks that do not hold are doubts", () => {
  expect(doubtWords({ record: "unreadable", checks: checks("esi_in_range") })).toEqual([
    "checksums.json cannot be read, so no file is confirmed.",
    "1 consistency check does not hold.",
  ]);
  expect(doubtWords({ record: "none", checks: checks("a", "b") })).toEqual([
    "2 consistency checks do not hold.",
  ]);
});
