import { expect, test } from "vitest";
import {
  SPARKLINE,
  sparkline,
  sparklineWords,
} from "../../../functions/console/page/figures/sparkline-model.ts";
import { linePath, markerPath } from "../../../functions/console/page/figures/svg-path.ts";
import { demoSource } from "../../report/sources.ts";

const axesOf = (caseId: string) =>
  demoSource(caseId).artifacts.robustness_surface.axes.map((given) => ({
    axis: given.axis,
    mean_esi: given.mean_esi ?? null,
    mean_drift: given.mean_drift ?? null,
  }));

test("each axis has a stem from its drift up to its ESI", () => {
  const { stems } = sparkline(axesOf("case_rich"));
  expect(stems).toHaveLength(4);
  for (const { esi, drift } of stems) expect(esi).toBeLessThan(drift ?? NaN);
});

test("0 is at the bottom and 1 at the top, whatever the values", () => {
  const { stems } = sparkline([{ axis: "a", mean_esi: 1, mean_drift: 0 }]);
  expect(stems[0]).toMatchObject({ esi: 3, drift: SPARKLINE.height - 3 });
  const [wide] = sparkline([{ axis: "a", mean_esi: 2, mean_drift: -1 }]).stems;
  expect(wide).toMatchObject({ esi: 3, drift: SPARKLINE.height - 3 });
});

test("many axes stay within the drawing, apart from each other", () => {
  const axes = Array.from({ length: 100 }, () => ({ axis: "a", mean_esi: 0.9, mean_drift: 0.1 }));
  const { stems, radius } = sparkline(axes);
  expect(stems).toHaveLength(40);
  const [first, second] = stems;
  expect((second?.x ?? 0) - (first?.x ?? 0)).toBeGreaterThan(2 * radius);
  expect(stems.at(-1)?.x).toBeLessThan(SPARKLINE.width);
});

test("each of a few axes is named, and only the extremes of many", () => {
  expect(sparklineWords(axesOf("case_001"))).toMatch(
    /^Means of 2 axes: brightness ESI 0\.\d{3}, drift 0\.\d{3}; gaussian_noise ESI/,
  );
  const words = sparklineWords(axesOf("case_large"));
  expect(words).toBe(
    "Means of 24 axes: ESI from 0.781 (contrast) to 0.878 (shear); drift from 0.113 (rotation) to " +
      "0.252 (jpeg_quality).",
  );
});

test("a missing mean is described as missing, and not drawn", () => {
  const axes = [{ axis: "a", mean_esi: null, mean_drift: 0.5 }];
  expect(sparkline(axes).stems).toMatchObject([{ esi: undefined, drift: 14 }]);
  expect(sparklineWords(axes)).toBe("Means of 1 axis: a ESI not stated, drift 0.500.");
  const many = Array.from({ length: 5 }, () => ({ axis: "a", mean_esi: null, mean_drift: 0.5 }));
  expect(sparklineWords(many)).toContain("ESI not stated; drift from 0.500 (a)");
});

test("missing axes and an axis without a name are described as such", () => {
  expect(sparklineWords([])).toBe("No perturbation axes.");
  expect(sparkline([]).stems).toEqual([]);
  expect(sparklineWords([{ axis: "", mean_esi: 1, mean_drift: 0 }])).toBe(
    "Means of 1 axis: an axis without a name ESI 1.000, drift 0.000.",
  );
});

test("markers are round for ESI and square for drift", () => {
  expect(markerPath("esi", [{ x: 10, y: 20 }], 3)).toBe("M7 20a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z");
  expect(markerPath("drift", [{ x: 10, y: 20 }], 3)).toBe("M7.3 17.3h5.5v5.5h-5.5z");
  expect(
    linePath([
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ]),
  ).toBe("M1 2L3 4");
});
