import { expect, test } from "vitest";
import {
  measuresOf,
  pairCaption,
  pairChart,
  pairReadings,
  pairWords,
} from "../../../../functions/console/page/compare/pair-chart-model.ts";
import { comparison } from "../../../../lib/report/model/comparison/comparison.ts";
import { required } from "../../../../lib/required.ts";
import { type GivenPoint, modelWith, surfaceOf } from "../../../report/model/comparison/models.ts";

function axisOf(a: readonly GivenPoint[], b: readonly GivenPoint[]) {
  const models = { a: modelWith(surfaceOf({ blur: a })), b: modelWith(surfaceOf({ blur: b })) };
  const { common, scales } = comparison(models).surfaces;
  return { axis: required(common[0], "an axis"), scales };
}

const SIZE = { width: 400, height: 220 };
const A = [
  { value: 0, esi: 1 },
  { value: 2, esi: 0.5 },
];
const B = [
  { value: 1, esi: 0 },
  { value: 2, esi: 1 },
];

test("both cases share the places along the axis and the scale of values", () => {
  const { axis, scales } = axisOf(A, B);
  const { plot, points, series } = pairChart(axis, "esi", scales.esi, SIZE);
  expect(points.map(({ y }) => [y.a, y.b])).toEqual([
    [plot.y, undefined],
    [undefined, plot.y + plot.height],
    [plot.y + plot.height / 2, plot.y],
  ]);
  expect(points.map(({ x }) => x)).toEqual(
    points.map(({ x }) => x).toSorted((one, two) => one - two),
  );
  expect(series.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(series.every(({ line, markers }) => line.startsWith("M") && markers !== undefined)).toBe(
    true,
  );
});

test("values that are text are marked, not joined", () => {
  const { axis, scales } = axisOf([{ value: "none", esi: 1 }], [{ value: "motion", esi: 1 }]);
  const { series } = pairChart(axis, "esi", scales.esi, SIZE);
  expect(series.map(({ line }) => line)).toEqual(["", ""]);
});

test("very many points have a line without markers", () => {
  const many = Array.from({ length: 100 }, (_, value) => ({ value, esi: 0.5 }));
  const { axis, scales } = axisOf(many, many);
  expect(pairChart(axis, "esi", scales.esi, SIZE).series[0]?.markers).toBeUndefined();
});

test("a point is read off with both values exactly, and B minus A", () => {
  const { axis } = axisOf(A, B);
  const [first, , last] = axis.points;
  expect(pairReadings(required(last, "a point"), "esi")).toEqual([
    { term: "Value", value: "2" },
    { term: "ESI in A", value: "0.5" },
    { term: "in B", value: "1" },
    { term: "B − A", value: "+0.500" },
  ]);
  expect(pairReadings(required(first, "a point"), "esi").slice(2)).toEqual([
    { term: "in B", value: "none" },
  ]);
});

test("the words say what each has and how far they are apart", () => {
  const { axis } = axisOf(A, B);
  expect(pairWords(axis, "esi")).toBe(
    "ESI along blur. A: 2 points from 0.500 to 1.000; B: 2 points from 0.000 to 1.000. " +
      "B minus A at 1 common point: from 0.500 to 0.500.",
  );
  expect(pairCaption(axis, "drift")).toBe("A: none; B: none. No point has it in both.");
});

test("a measure that neither has is not drawn", () => {
  const { axis } = axisOf(A, [{ value: 0, drift: 0.1 }]);
  expect(measuresOf(axis)).toEqual(["esi", "drift"]);
});
