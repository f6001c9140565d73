import { expect, test } from "vitest";
import { SERIES_OF_AXIS } from "../../../lib/report/geometry/line-chart.ts";
import { readSurface } from "../../../lib/report/model/axes.ts";
import { axisCaption, axisWords } from "../../../lib/report/model/axis-words.ts";
import { axisOf } from "../sources.ts";

const baseline = { esi: 0.91, drift: 0.07 };

/** An axis with these pairs of ESI and drift as its points. */
function axisWith(pairs: readonly (readonly [esi: number, drift: number])[]) {
  const axis = axisOf(
    "gain",
    pairs.map((_, index) => index / 4),
  );
  const points = axis.points.map((point, index) => {
    const [esi = 0, drift = 0] = pairs[index] ?? [];
    return { ...point, esi, drift };
  });
  const robustness = { axes: [{ ...axis, points }] };
  const [read] = readSurface({ robustness }, [], baseline).present?.axes ?? [];
  if (read === undefined) throw new TypeError("expected an axis");
  return read;
}

test("the unperturbed point is the one whose ESI and drift are both the baseline's", () => {
  const axis = axisWith([
    [0.91, 0.08],
    [0.91, 0.07],
    [0.9, 0.07],
  ]);
  expect(axis.unperturbed.map(({ value }) => value.label)).toEqual(["0.25"]);
  expect(axisCaption(axis, baseline)).toContain(
    "Ringed, on the dashed line: the point with the baseline’s values, at 0.25.",
  );
});

test("all points with the baseline's values count, and the report says so", () => {
  const axis = axisWith([
    [0.91, 0.07],
    [0.91, 0.07],
  ]);
  expect(axis.unperturbed).toHaveLength(2);
  expect(axisCaption(axis, baseline)).toContain(
    "Ringed, on dashed lines: 2 points with the baseline’s values, the first at 0.",
  );
});

test("no unperturbed point is invented when no point has the baseline's values", () => {
  const axis = axisWith([[0.9100001, 0.07]]);
  expect(axis.unperturbed).toEqual([]);
  expect(axisCaption(axis, baseline)).toContain(
    "No point has the baseline’s values, ESI 0.910 and drift 0.070: dotted.",
  );
});

test("the words for a chart say what is plotted, how many points, and their ranges", () => {
  const axis = axisWith([
    [0.5, 0.25],
    [0.75, 0.125],
  ]);
  expect(axisWords(axis, SERIES_OF_AXIS)).toBe(
    "Line chart of ESI and drift over gain: 2 points from 0 to 0.25. " +
      "ESI from 0.500 to 0.750; drift from 0.125 to 0.250.",
  );
});
