import { expect, test } from "vitest";
import { checksOf } from "../../../../lib/case/checks/index.ts";
import { summaryOf } from "../../../../lib/case/checks/summary.ts";
import { checksTable } from "../../../../functions/console/page/case/all-checks-model.ts";
import {
  checksInWords,
  failedChecks,
  furtherWords,
  recordFault,
} from "../../../../functions/console/page/case/checks-model.ts";
import { demoSource } from "../../../report/sources.ts";

const { artifacts } = demoSource("case_001");
const { robustness_surface: surface } = artifacts;
const [axis] = surface.axes;

/** The case with a mean that is not the one of its points. */
function contradicted() {
  if (axis === undefined) throw new TypeError("expected an axis");
  const axes = [{ ...axis, mean_esi: 0.5, mean_drift: 0.5 }, ...surface.axes.slice(1)];
  return checksOf({ ...artifacts, robustness_surface: { ...surface, axes } });
}

test("a case whose numbers fit has no failed check", () => {
  const checks = summaryOf(checksOf(artifacts));
  expect(failedChecks(checks)).toEqual([]);
  expect(checksInWords(checks)).toMatch(/^\d+ checks hold, 0 do not hold, \d+ cannot be made\.$/);
});

test("a contradiction is shown with what the case states, and counted", () => {
  const checks = summaryOf(contradicted());
  const [failed] = failedChecks(checks);
  if (failed === undefined) throw new TypeError("expected a failed check");
  expect(failed).toMatchObject({
    title: "The stated means and variances of ESI and drift are those of the points",
    what: expect.stringMatching(/^mean ESI of /),
    where: "robustness_surface.json#/axes/0/mean_esi",
    stated: "0.5",
  });
  expect(failed.count).toBeGreaterThan(1);
  expect(furtherWords(failed)).toBe(
    ` ${failed.count - 1} more contradiction${failed.count === 2 ? "" : "s"} like this.`,
  );
  expect(furtherWords({ ...failed, count: 1 })).toBe("");
  expect(checksInWords(checks)).toContain(", 1 does not hold, ");
});

test("the table has every check, with failed checks first", () => {
  const checks = contradicted();
  const { rows } = checksTable(checks);
  expect(rows).toHaveLength(checks.length);
  expect(rows[0]?.[1]).toBe("does not hold");
  expect(rows[0]?.[2]).toMatch(/comparisons\. \d+ contradictions?\./);
  expect(rows.at(-1)?.[1]).toBe("cannot be made");
  expect(rows.at(-1)?.[2]).toMatch(/^The case does not have|\.$/);
});

test("the check of the record is left to the record's own words", () => {
  const record = { metrics: "differs" } as const;
  const checks = summaryOf(checksOf(artifacts, record));
  expect(checks.fail).toHaveLength(1);
  expect(failedChecks(checks)).toEqual([]);
});

const VERIFICATION = { case_id: "case_1", record: "readable", valid: false } as const;

test("a record that does not confirm the files says which, or why it cannot be read", () => {
  const files = {
    "metrics.json": { state: "differs" },
    "scan.png": { state: "missing" },
    "manifest.json": { state: "confirmed" },
    "notes.txt": { state: "not_checked", reason: "too large" },
  } as const;
  expect(recordFault({ ...VERIFICATION, files })?.files).toEqual([
    "metrics.json: differs",
    "scan.png: missing",
  ]);
  const many = Array.from({ length: 23 }, (_, index) => [`${index}.txt`, files["scan.png"]]);
  const fault = recordFault({ ...VERIFICATION, files: Object.fromEntries(many) });
  expect([fault?.files.length, fault?.files.at(-1)]).toEqual([21, "and 3 more"]);
  const unreadable = { ...VERIFICATION, record: "unreadable", files: {} } as const;
  expect(recordFault({ ...unreadable, reason: "It is empty." })?.detail).toBe(
    "It is empty. No file of this case is confirmed.",
  );
  expect(recordFault(unreadable)?.detail).toBe("No file of this case is confirmed.");
});

test("a record that confirms the files, or a case without one, has no fault", () => {
  const files = { "manifest.json": { state: "confirmed" } } as const;
  expect(recordFault({ ...VERIFICATION, valid: true, files })).toBeUndefined();
  expect(recordFault({ ...VERIFICATION, record: "none", files: {} })).toBeUndefined();
});
