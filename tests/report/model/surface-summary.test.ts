import { expect, test } from "vitest";
import { readSurface } from "../../../lib/report/model/axes.ts";
import { extremesOf, summaryTints } from "../../../lib/report/model/surface-summary.ts";
import { axisOf } from "../sources.ts";

const baseline = { esi: 1, drift: 0 };

function read(means: readonly { mean_esi: number; mean_drift: number }[]) {
  const axes = means.map((mean, index) => ({ ...axisOf(`axis_${index}`, [1, 2]), ...mean }));
  return readSurface({ robustness: { axes } }, [], baseline).present?.axes ?? [];
}

test("the lowest ESI and the highest drift of a column are darkest", () => {
  const tints = summaryTints(
    read([
      { mean_esi: 0.5, mean_drift: 0.5 },
      { mean_esi: 0.75, mean_drift: 0.25 },
      { mean_esi: 1, mean_drift: 0 },
    ]),
  );
  expect(tints.map(([meanEsi]) => meanEsi)).toEqual([1, 0.5, 0]);
  expect(tints.map((row) => row[3])).toEqual([1, 0.5, 0]);
});

test("a column of one value has no tint", () => {
  const tints = summaryTints(
    read([
      { mean_esi: 0.5, mean_drift: 0.5 },
      { mean_esi: 0.5, mean_drift: 0.25 },
    ]),
  );
  expect(tints.map(([meanEsi]) => meanEsi)).toEqual([undefined, undefined]);
});

test("an axis without points has no extremes", () => {
  expect(extremesOf([])).toEqual({ lowestEsi: undefined, highestDrift: undefined });
});
