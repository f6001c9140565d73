import { expect, test } from "vitest";
import { clearLabels } from "../../../lib/report/geometry/axis-labels.ts";
import { perturbationScale } from "../../../lib/report/geometry/perturbation-scale.ts";
import { placeLabel } from "../../../lib/report/geometry/region-labels.ts";
import { readSurface } from "../../../lib/report/model/axes.ts";
import { axisOf } from "../sources.ts";

const widthOf = (): number => 5;
const bounds = { left: 0, right: 100 };

test("axis labels do not touch and stay within the bounds", () => {
  const labels = [0, 10, 40, 98].map((at) => ({ at, text: "1234" }));
  expect(clearLabels(labels, widthOf, bounds)).toEqual([
    { at: 10, text: "1234" },
    { at: 40, text: "1234" },
    { at: 90, text: "1234" },
  ]);
});

test("an axis label wider than its space is shortened", () => {
  const labels = [{ at: 50, text: "gaussian" }];
  expect(clearLabels(labels, widthOf, { ...bounds, maxWidth: 20 })).toEqual([
    { at: 50, text: "gau…" },
  ]);
});

const image = { x: 0, y: 0, width: 100, height: 100 };
const size = { width: 30, height: 8 };

test("a region's label is above its box, below it at the image's top, or inside when neither fits", () => {
  const box = { x: 20, y: 40, width: 20, height: 20 };
  expect(placeLabel(box, size, image, [])).toMatchObject({ x: 20, y: 32 });
  expect(placeLabel({ ...box, y: 2 }, size, image, [])).toMatchObject({ y: 22 });
  expect(placeLabel(image, size, image, [])).toMatchObject({ x: 0, y: 0 });
  expect(placeLabel({ ...box, x: 90 }, size, image, [])).toMatchObject({ x: 70 });
});

test("a region's label avoids others, and is left out when there is no space", () => {
  const box = { x: 20, y: 40, width: 20, height: 20 };
  const above = { x: 0, y: 30, width: 100, height: 9 };
  expect(placeLabel(box, size, image, [above])).toMatchObject({ y: 60 });
  expect(placeLabel(box, size, image, [image])).toBeUndefined();
});

function scaleOf(values: readonly (string | number)[]) {
  const robustness = { axes: [axisOf("a", values)] };
  const [axis] = readSurface({ robustness }, [], { esi: 2, drift: 2 }).present?.axes ?? [];
  if (axis === undefined) throw new TypeError("expected an axis");
  return perturbationScale(axis);
}

test("numbers are in order at their positions, each with its own value", () => {
  const { points, labels } = scaleOf(["1p0", "m1p0", "0p5"]);
  expect(points.map(({ point }) => point.value.label)).toEqual(["-1", "0.5", "1"]);
  expect(labels.map(({ text }) => text)).toEqual(["−1", "0.5", "1"]);
  const [first = 0, second = 0, third = 0] = points.map(({ share }) => share);
  expect((second - first) / (third - first)).toBeCloseTo(0.75, 12);
});

test("many numbers have round ticks instead of a label each", () => {
  const { labels } = scaleOf(Array.from({ length: 50 }, (_, index) => index / 49));
  expect(labels.map(({ text }) => text)).toEqual(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
});

test("one text value turns all values into categories, evenly spaced in the case's order", () => {
  const { points } = scaleOf(["0p9", "none", "0p1", "0p5"]);
  expect(points.map(({ share }) => share)).toEqual([0.125, 0.375, 0.625, 0.875]);
  expect(points.map(({ point }) => point.value.label)).toEqual(["0.9", "none", "0.1", "0.5"]);
});
