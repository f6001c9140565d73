import { expect, test } from "vitest";
import { recordSummary, type ChecksumRecord, type RecordSummary } from "../../lib/case/record.ts";

test.each<[ChecksumRecord, RecordSummary]>([
  ["none", "none"],
  ["unreadable", "unreadable"],
  [{}, "none"],
  [{ manifest: "confirmed", metrics: "confirmed" }, "confirmed"],
  [{ manifest: "confirmed", metrics: "not_listed" }, "not_listed"],
  [{ manifest: "not_listed", metrics: "not_checked" }, "not_checked"],
  [{ manifest: "not_checked", metrics: "differs", overlay_bundle: "confirmed" }, "differs"],
])("the record %j is %s in one word: its worst state", (record, summary) => {
  expect(recordSummary(record)).toBe(summary);
});
