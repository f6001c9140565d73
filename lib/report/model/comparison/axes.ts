/** The axes of two cases, matched by their names, and their points, matched by their values. */
import { type ValueScale, valueScale } from "../../geometry/line-chart.ts";
import type { AxisModel, PointModel, SurfaceModel } from "../axes.ts";
import type { PerturbationValue } from "../encoded-value.ts";
import { excerpt, listed } from "../excerpt.ts";
import type { Measure } from "../worst.ts";
import { divided, type Match, matched, type Pair } from "./pair.ts";

/** A value of an axis, with the point that each case has there. */
export interface ComparedPoint extends Match<PointModel> {
  readonly value: PerturbationValue;
}

export interface ComparedAxis {
  readonly title: string;
  readonly sides: Pair<AxisModel>;
  /** Whether all values of both are numbers; else they are categories. */
  readonly numeric: boolean;
  /** From left to right: sorted if all are numbers, else in the order of A, then what only B has. */
  readonly points: readonly ComparedPoint[];
  /** What a reader must know before comparing the two. */
  readonly notes: readonly string[];
}

export interface ComparedSurfaces {
  readonly common: readonly ComparedAxis[];
  readonly onlyA: readonly AxisModel[];
  readonly onlyB: readonly AxisModel[];
  /** Common to all charts of a measure, of both cases. */
  readonly scales: Readonly<Record<Measure, ValueScale>>;
}

export function comparedSurfaces({ a, b }: Match<SurfaceModel>): ComparedSurfaces {
  const axes = { a: a?.axes ?? [], b: b?.axes ?? [] };
  const { both, onlyA, onlyB } = divided(matched(axes, ({ name }) => name));
  const points = both.flatMap((sides) => [...sides.a.points, ...sides.b.points]);
  const scaleOf = (name: Measure): ValueScale => valueScale(points, [{ name, legend: name }]);
  return {
    common: both.map(comparedAxis),
    onlyA,
    onlyB,
    scales: {
      esi: scaleOf("esi"),
      drift: scaleOf("drift"),
      csi: scaleOf("csi"),
      edm: scaleOf("edm"),
    },
  };
}

function comparedAxis(sides: Pair<AxisModel>): ComparedAxis {
  const { a, b } = sides;
  const matches = matched({ a: a.points, b: b.points }, keyOf);
  const points = matches.flatMap(({ a: one, b: other }): ComparedPoint[] => {
    const value = one?.value ?? other?.value;
    return value === undefined ? [] : [{ value, a: one, b: other }];
  });
  const numeric = a.numeric && b.numeric;
  return {
    title: a.title,
    sides,
    numeric,
    points: numeric ? points.toSorted(byNumber) : points,
    notes: [...kindNotes(sides), ...onlyNotes(points)],
  };
}

/** `0p8` in one case and 0.8 in the other are the same place. */
function keyOf({ value: { number, label } }: PointModel): string {
  return number === undefined ? `text ${label}` : `number ${number}`;
}

function byNumber(one: ComparedPoint, other: ComparedPoint): number {
  return (one.value.number ?? 0) - (other.value.number ?? 0);
}

function kindNotes({ a, b }: Pair<AxisModel>): string[] {
  if (a.numeric === b.numeric) return [];
  const [text, numbers] = a.numeric ? ["B", "A"] : ["A", "B"];
  return [
    `The axes are unlike: all values are numbers in ${numbers}, and some are text in ${text}. ` +
      "The points are evenly spaced and not joined.",
  ];
}

function onlyNotes(points: readonly ComparedPoint[]): string[] {
  const onlyA = points.filter(({ b }) => b === undefined);
  const onlyB = points.filter(({ a }) => a === undefined);
  return [...onlyNote("A", onlyA), ...onlyNote("B", onlyB)];
}

function onlyNote(side: string, points: readonly ComparedPoint[]): string[] {
  return points.length === 0 ? [] : [`Only in ${side}: ${pointNames(points)}.`];
}

const MOST_NAMED = 12;

function pointNames(points: readonly ComparedPoint[]): string {
  const shown = points.slice(0, MOST_NAMED);
  const left = points.length - shown.length;
  const names = listed(shown, ({ value }) => excerpt(value.label, 60));
  return left === 0 ? names : `${names} and ${left} more`;
}
