import type { Statistic } from "./statistics.ts";
import type { SurfaceAxis } from "./surfaces.ts";
import type { Tally } from "./tally.ts";
import { agrees, computedText, numberText } from "./tolerance.ts";
import { clipped } from "./words.ts";

/** A number that a case states about several others. */
export interface Stated {
  readonly where: string;
  readonly what: string;
  readonly value: number | undefined;
}

/**
 * Compares a stated statistic with that of the numbers it is about.
 *
 * @param owner what has these numbers: `brightness`, for the reason why nothing can be compared
 * @param numbers undefined members are numbers that the case does not state
 */
export function compareStatistic(
  tally: Tally,
  { where, what, value: stated }: Stated,
  owner: string,
  numbers: readonly (number | undefined)[],
  statistic: Statistic,
): void {
  if (typeof stated !== "number") return;
  const known = numbers.filter((number) => typeof number === "number");
  if (numbers.length === 0) {
    tally.skip(`${what}: ${owner} has no values to compute it from`);
    return;
  }
  if (known.length < numbers.length) {
    tally.skip(
      `${what}: ${numbers.length - known.length} of ${numbers.length} values are not stated`,
    );
    return;
  }
  const computed = statistic(known);
  if (computed === undefined) {
    tally.skip(`${what}: the values are too large to compute it`);
    return;
  }
  tally.expect(agrees(stated, computed), () => ({
    where,
    what,
    stated: numberText(stated),
    computed: computedText(computed.value),
  }));
}

/** A statistic that each axis of a surface states about its points, and the surface about all points. */
export interface AxisStatistic<Axis, Point> {
  /** `mean ESI`. */
  readonly words: string;
  readonly member: string;
  readonly stated: (axis: Axis) => number | undefined;
  readonly of: (point: Point) => number | undefined;
  readonly statistic: Statistic;
}

export interface OverallStatistic<Point> {
  readonly words: string;
  readonly where: string;
  readonly stated: number | undefined;
  readonly of: (point: Point) => number | undefined;
  readonly statistic: Statistic;
}

/** Compares the statistics of every axis with its points. */
export function compareAxes<
  Point extends { readonly value: string | number },
  Axis extends SurfaceAxis<Point>,
>(
  tally: Tally,
  where: string,
  axes: readonly Axis[],
  statistics: readonly AxisStatistic<Axis, Axis["points"][number]>[],
): void {
  for (const [index, axis] of axes.entries()) {
    const name = clipped(axis.axis);
    for (const { words, member, stated, of, statistic } of statistics) {
      const place = { where: `${where}/${index}/${member}`, what: `${words} of ${name}` };
      const given = { ...place, value: stated(axis) };
      compareStatistic(tally, given, name, axis.points.map(of), statistic);
    }
  }
}

/** Compares the statistics of a whole surface with all points of all axes. */
export function compareOverall<Point>(
  tally: Tally,
  axes: readonly { readonly points: readonly Point[] }[],
  statistics: readonly OverallStatistic<Point>[],
): void {
  const points = axes.flatMap((axis) => axis.points);
  for (const { words, where, stated, of, statistic } of statistics) {
    const given = { where, what: `${words} of the whole surface`, value: stated };
    compareStatistic(tally, given, "the surface", points.map(of), statistic);
  }
}
