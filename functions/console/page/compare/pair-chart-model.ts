/** The chart of one measure along an axis that two cases have, in pixels. */
import {
  markerSpacing,
  RUNS,
  type ValueScale,
} from "../../../../lib/report/geometry/line-chart.ts";
import { perturbationScale } from "../../../../lib/report/geometry/perturbation-scale.ts";
import type { ComparedAxis, ComparedPoint } from "../../../../lib/report/model/comparison/axes.ts";
import { MEASURE_NAMES } from "../../../../lib/report/model/comparison/axis-tables.ts";
import { differenceOf, signed } from "../../../../lib/report/model/comparison/pair.ts";
import { ranging } from "../../../../lib/report/model/figure-words.ts";
import { counted, exact } from "../../../../lib/report/model/numbers.ts";
import type { Measure } from "../../../../lib/report/model/worst.ts";
import { shareOf } from "../../../../lib/report/scales/linear.ts";
import { thinned } from "../../../../lib/report/scales/thinning.ts";
import { chartFrame, type ChartFrame, MARKER_RADIUS } from "../figures/axis-chart-model.ts";
import type { Reading } from "../figures/readings.ts";
import { linePath, markerPath, rounded } from "../figures/svg-path.ts";
import { SIDES, type SideName } from "./sides.ts";

interface PlacedPoint {
  readonly x: number;
  readonly y: Readonly<Partial<Record<SideName, number>>>;
  readonly point: ComparedPoint;
}

export interface PairChart extends ChartFrame {
  readonly series: readonly {
    readonly name: SideName;
    readonly line: string;
    readonly markers: string | undefined;
  }[];
  readonly points: readonly PlacedPoint[];
}

/** @param values common to all charts of the measure */
export function pairChart(
  axis: ComparedAxis,
  measure: Measure,
  values: ValueScale,
  size: { readonly width: number; readonly height: number },
): PairChart {
  const scale = perturbationScale(axis);
  const frame = chartFrame(scale, values, size);
  const { plot } = frame;
  const points = scale.points.map(({ share, point }): PlacedPoint => {
    const y: Partial<Record<SideName, number>> = {};
    for (const side of SIDES) {
      const value = point[side]?.[measure];
      if (value === undefined) continue;
      y[side] = rounded(plot.y + (1 - shareOf(value, values.domain)) * plot.height);
    }
    return { x: rounded(plot.x + share * plot.width), y, point };
  });
  return { ...frame, series: SIDES.map((side) => seriesOf(side, axis, points)), points };
}

function seriesOf(
  side: SideName,
  axis: ComparedAxis,
  points: readonly PlacedPoint[],
): PairChart["series"][number] {
  const places = points.flatMap(({ x, y: { [side]: y } }) => (y === undefined ? [] : [{ x, y }]));
  const line = thinned(places, ({ y }) => y, RUNS);
  const spacing = markerSpacing(axis);
  // Round for A, square for B.
  const shape = side === "a" ? "esi" : "drift";
  const markers =
    spacing === undefined ? undefined : markerPath(shape, places, MARKER_RADIUS[spacing]);
  return { name: side, line: axis.numeric ? linePath(line) : "", markers };
}

/** What both cases measured at a point, exactly. */
export function pairReadings({ value, a, b }: ComparedPoint, measure: Measure): Reading[] {
  const figures = { a: a?.[measure], b: b?.[measure] };
  const difference = differenceOf(figures);
  return [
    { term: "Value", value: value.label },
    { term: `${MEASURE_NAMES[measure]} in A`, value: written(figures.a) },
    { term: "in B", value: written(figures.b) },
    ...(difference === undefined ? [] : [{ term: "B − A", value: signed(difference) }]),
  ];
}

function written(value: number | undefined): string {
  return value === undefined ? "none" : exact(value);
}

/** What each case has on the chart, and how far B is from A. */
export function pairCaption({ points }: ComparedAxis, measure: Measure): string {
  const both = points.flatMap(({ a, b }) => {
    const difference = differenceOf({ a: a?.[measure], b: b?.[measure] });
    return difference === undefined ? [] : [difference];
  });
  const sides = SIDES.map((side) => {
    const values = points.flatMap((point) => point[side]?.[measure] ?? []);
    const letter = side.toUpperCase();
    if (values.length === 0) return `${letter}: none`;
    return `${letter}: ${counted(values.length, "point")} ${ranging(values)}`;
  });
  if (both.length === 0) return `${sides.join("; ")}. No point has it in both.`;
  return `${sides.join("; ")}. B minus A at ${counted(both.length, "common point")}: ${ranging(both)}.`;
}

/** The chart in sentences, for those who cannot see it. */
export function pairWords(axis: ComparedAxis, measure: Measure): string {
  return `${MEASURE_NAMES[measure]} along ${axis.title}. ${pairCaption(axis, measure)}`;
}

/** The measures that either case has along an axis. */
export function measuresOf({ sides }: ComparedAxis): Measure[] {
  const all: readonly Measure[] = ["esi", "drift", "csi", "edm"];
  return all.filter((name) =>
    [...sides.a.points, ...sides.b.points].some((point) => point[name] !== undefined),
  );
}
