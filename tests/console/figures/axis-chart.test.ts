import { describe, expect, test } from "vitest";
import { axisChart } from "../../../functions/console/page/figures/axis-chart-model.ts";
import { spoken } from "../../../functions/console/page/figures/readings.ts";
import {
  chartCaption,
  knownBaseline,
  pointReadings,
  startingPoint,
} from "../../../functions/console/page/figures/robustness-model.ts";
import { RICH_SERIES, SERIES_OF_AXIS } from "../../../lib/report/geometry/line-chart.ts";
import { type AxisModel, type Baseline, readSurface } from "../../../lib/report/model/axes.ts";
import { axisCaption, axisFigures } from "../../../lib/report/model/axis-words.ts";
import { buildModel } from "../../../lib/report/model/model.ts";
import { axisOf, DEMO_CASES, demoSource, smallArtifacts } from "../../report/sources.ts";

const SIZE = { width: 400, height: 220 };

function surfaceOf(caseId: string) {
  const { present } = buildModel(demoSource(caseId)).surface;
  if (present === undefined) throw new TypeError(`expected ${caseId} to have a surface`);
  return present;
}

/** The chart of ESI and drift. */
function chartOf(axis: AxisModel, baseline: Baseline | undefined, size = SIZE) {
  return axisChart(axis, SERIES_OF_AXIS, baseline, size);
}

/** A small axis with these values. */
function axisWith(values: readonly (string | number)[], baseline = { esi: 0.9, drift: 0.05 }) {
  const { robustness_surface: robustness } = smallArtifacts({
    surface: { axes: [axisOf("gain", values)] },
  });
  const [axis] = readSurface({ robustness }, [], baseline).present?.axes ?? [];
  if (axis === undefined) throw new TypeError("expected an axis");
  return { axis, baseline };
}

function coordinates(path: string): [number, number][] {
  return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe.each(DEMO_CASES)("the charts of %s", (caseId) => {
  const given = surfaceOf(caseId);

  test("have a point in its place for every point of the case", () => {
    for (const axis of given.axes) {
      const { plot, points, values } = chartOf(axis, given.baseline, SIZE);
      expect(new Set(points.map(({ point }) => point))).toEqual(new Set(axis.points));
      expect([values[0]?.label, values.at(-1)?.label]).toEqual(["0.0", "1.0"]);
      const heightOf = (y: number): number => (plot.y + plot.height - y) / plot.height;
      for (const { x, y, point } of points) {
        expect(x).toBeGreaterThanOrEqual(plot.x);
        expect(x).toBeLessThanOrEqual(plot.x + plot.width);
        expect(heightOf(y.esi ?? NaN)).toBeCloseTo(point.esi ?? NaN, 2);
        expect(heightOf(y.drift ?? NaN)).toBeCloseTo(point.drift ?? NaN, 2);
      }
    }
  });

  test("draw lines through all points whose values are numbers, and mark them unless they would merge", () => {
    for (const axis of given.axes) {
      const chart = chartOf(axis, given.baseline, SIZE);
      for (const { name, line, markers } of chart.series) {
        const joined = axis.numeric ? chart.points : [];
        expect(coordinates(line)).toEqual(joined.map(({ x, y }) => [x, y[name]]));
        expect(markers?.match(/M/g)).toHaveLength(axis.points.length);
      }
    }
  });

  test("are captioned with the report's words, after the means and variances of the axis", () => {
    for (const axis of given.axes) {
      const figures = axisFigures(axis);
      const caption = `${axis.title}, ${chartCaption(axis, given.baseline)}`;
      expect(caption).toContain(figures);
      expect(caption.replace(figures, `${axis.points.length} points.`)).toBe(
        axisCaption(axis, given.baseline),
      );
    }
  });
});

test("numbers are placed to scale from the left, whatever their order in the case", () => {
  const { axis, baseline } = axisWith(["m1p0", "3p0", "0p0"]);
  const { points } = chartOf(axis, baseline, SIZE);
  expect(points.map(({ point }) => point.value.number)).toEqual([-1, 0, 3]);
  const [first, second, third] = points.map(({ x }) => x);
  expect(((third ?? 0) - (second ?? 0)) / ((second ?? 0) - (first ?? 0))).toBeCloseTo(3, 1);
});

test("text values are spaced evenly, in the order of the case", () => {
  const { axis, baseline } = axisWith(["none", "gaussian", "motion"]);
  const { points, labels } = chartOf(axis, baseline, SIZE);
  expect(labels.map(({ text }) => text)).toEqual(["none", "gaussian", "motion"]);
  const [first = 0, second = 0, third = 0] = points.map(({ x }) => x);
  expect(third - second).toBeCloseTo(second - first, 0);
});

test("the unperturbed point has a ring and a line up, and nothing is dotted", () => {
  const { axis, baseline } = axisWith(["0p8", "1p0", "1p2"]);
  const { rings, unperturbed, dotted, points } = chartOf(axis, baseline, SIZE);
  expect(unperturbed).toEqual([points[0]?.x]);
  expect(rings.match(/M/g)).toHaveLength(2);
  expect(dotted).toEqual([]);
});

test("the baseline's values are dotted when no point has them", () => {
  const { axis, baseline } = axisWith(["0p8", "1p0"], { esi: 1, drift: 0 });
  const { rings, unperturbed, dotted, plot } = chartOf(axis, baseline, SIZE);
  expect([rings, unperturbed]).toEqual(["", []]);
  expect(dotted).toEqual([
    { name: "esi", y: plot.y },
    { name: "drift", y: plot.y + plot.height },
  ]);
});

test("a chart without a baseline has no ring and no dots, and the caption says why", () => {
  const { robustness_surface: robustness } = smallArtifacts();
  const model = readSurface({ robustness }, [], {}).present;
  const [axis] = model?.axes ?? [];
  if (model === undefined || axis === undefined) throw new TypeError("expected an axis");
  expect(knownBaseline(model)).toBeUndefined();
  const { rings, dotted } = chartOf(axis, undefined);
  expect([rings, dotted]).toEqual(["", []]);
  expect(chartCaption(axis, undefined)).toContain("the unperturbed point is not known");
  expect(chartCaption(axis, undefined)).not.toContain("NaN");
});

test("confidence and entropy have a separate chart, without the baseline's ESI and drift", () => {
  const { axis, baseline } = axisWith(["0p8", "1p0"], { esi: 1, drift: 0 });
  const points = axis.points.map((point, index) => ({ ...point, csi: 0.9, edm: 1.5 + index }));
  const {
    series,
    dotted,
    plot,
    points: drawn,
  } = axisChart({ ...axis, points }, RICH_SERIES, baseline, SIZE);
  expect(series.map(({ name }) => name)).toEqual(["csi", "edm"]);
  expect(dotted).toEqual([]);
  expect(drawn.map(({ y }) => Object.keys(y))).toEqual([
    ["csi", "edm"],
    ["csi", "edm"],
  ]);
  expect(drawn[1]?.y.edm).toBeCloseTo(plot.y);
});

test("labels keep clear of each other on a narrow screen", () => {
  const values = Array.from({ length: 12 }, (_, index) => `0p${1000 + index}`);
  const { axis, baseline } = axisWith(values);
  const narrow = chartOf(axis, baseline, { width: 240, height: 220 }).labels;
  const wide = chartOf(axis, baseline, { width: 1200, height: 220 }).labels;
  expect(narrow.length).toBeLessThan(wide.length);
  expect(wide).toHaveLength(12);
});

test("points that would merge have a line without markers, and can still be read", () => {
  const values = Array.from({ length: 500 }, (_, index) => index);
  const { axis, baseline } = axisWith(values);
  const { series, points } = chartOf(axis, baseline, SIZE);
  expect(series.map(({ markers }) => markers)).toEqual([undefined, undefined]);
  expect(coordinates(series[0]?.line ?? "").length).toBeLessThanOrEqual(400);
  expect(points).toHaveLength(500);
});

test("values outside 0 to 1 widen the scale", () => {
  const { axis } = axisWith([1, 2]);
  const [first] = axis.points;
  if (first === undefined) throw new TypeError("expected a point");
  const wild: AxisModel = { ...axis, points: [...axis.points, { ...first, esi: 1.6, drift: -1 }] };
  const { plot, points } = chartOf(wild, undefined, SIZE);
  expect(Math.min(...points.map(({ y }) => y.esi ?? NaN))).toBeCloseTo(plot.y);
  expect(Math.max(...points.map(({ y }) => y.drift ?? NaN))).toBeCloseTo(plot.y + plot.height);
});

test("a read-out has the numbers exactly, and what the case adds to them", () => {
  const given = surfaceOf("case_rich");
  const point = given.axes[0]?.points.find(({ unperturbed }) => unperturbed);
  if (point === undefined) throw new TypeError("expected the unperturbed point");
  const { esi, drift, csi, edm } = point;
  expect(pointReadings(point)).toEqual([
    { term: "Value", value: "0" },
    { term: "ESI", value: String(esi) },
    { term: "Drift", value: String(drift) },
    { term: "CSI", value: String(csi) },
    { term: "EDM", value: String(edm) },
    { term: "", value: "unperturbed" },
  ]);
  const { value } = point;
  expect(spoken(pointReadings({ value, unperturbed: false, esi: 0.5 }))).toBe("Value 0, ESI 0.5");
  const rich = { value, unperturbed: false, meanConfidence: 0.8, meanEntropy: 2.5 };
  expect(spoken(pointReadings(rich))).toBe("Value 0, Mean confidence 0.8, Mean entropy 2.5");
});

test("a read-out starts at the unperturbed point, else at the first", () => {
  const given = surfaceOf("case_rich");
  const [axis] = given.axes;
  if (axis === undefined) throw new TypeError("expected an axis");
  const { points } = chartOf(axis, given.baseline, SIZE);
  expect(points[startingPoint(points)]?.point.value.number).toBe(0);
  expect(startingPoint(points.filter(({ point }) => !point.unperturbed))).toBe(0);
});
