import { expect, test } from "vitest";
import { checksOf } from "../../../../lib/case/checks/index.ts";
import {
  checksInWords,
  checksTable,
  failedChecks,
  furtherWords,
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
  const checks = checksOf(artifacts);
  expect(failedChecks(checks)).toEqual([]);
  expect(checksInWords(checks)).toMatch(/^\d+ checks hold, 0 do not hold, \d+ cannot be made\.$/);
});

test("a contradiction is shown with what the case states, and counted", () => {
  const checks = contradicted();
  const [failed] = failedChecks(checks);
  if (failed === undefined) throw new TypeError("expected a failed check");
  expect(failed.contradictions[0]).toMatchObject({
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
