/** A case's robustness at a glance: mean ESI and mean drift of each axis. */
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { counted, figure } from "../../../../lib/report/model/numbers.ts";
import { shareOf, unitDomain } from "../../../../lib/report/scales/linear.ts";
import { rounded } from "./svg-path.ts";

/** An axis as the list of cases has it. */
export interface AxisMeans {
  readonly axis: string;
  /** Null where the case does not state it. */
  readonly mean_esi: number | null;
  readonly mean_drift: number | null;
}

export const SPARKLINE = { width: 120, height: 28 } as const;
/** More axes would touch each other. */
const MOST_DRAWN = 40;
/** Axes that are named each in the label; of more, only the extremes. */
const MOST_NAMED = 4;
const WIDEST_SLOT = 14;
const EDGE = 3;

/** An axis as a stem from its mean drift up to its mean ESI, each where the case states it. */
interface Stem {
  readonly x: number;
  readonly esi: number | undefined;
  readonly drift: number | undefined;
}

/** The drawing, in the pixels of {@link SPARKLINE}: the first 40 axes have room. */
export function sparkline(axes: readonly AxisMeans[]): {
  readonly stems: readonly Stem[];
  readonly radius: number;
} {
  const shown = axes.slice(0, MOST_DRAWN);
  const { width, height } = SPARKLINE;
  const slot = Math.min(width / Math.max(shown.length, 1), WIDEST_SLOT);
  const domain = unitDomain(
    shown.flatMap((axis) => [axis.mean_esi ?? [], axis.mean_drift ?? []].flat()),
  );
  const top = (value: number | null): number | undefined =>
    value === null ? undefined : rounded(EDGE + (1 - shareOf(value, domain)) * (height - 2 * EDGE));
  const stems = shown.map(({ mean_esi: esi, mean_drift: drift }, index) => ({
    x: rounded((index + 0.5) * slot),
    esi: top(esi),
    drift: top(drift),
  }));
  return { stems, radius: rounded(Math.min(Math.max(slot * 0.38, 1.2), 2.6)) };
}

/** The text alternative: every axis if there are few, else the extremes. */
export function sparklineWords(axes: readonly AxisMeans[]): string {
  if (axes.length === 0) return "No perturbation axes.";
  const count = counted(axes.length, "axis", "axes");
  if (axes.length <= MOST_NAMED) {
    const each = axes.map(
      ({ axis, mean_esi: esi, mean_drift: drift }) =>
        `${named(axis)} ESI ${written(esi)}, drift ${written(drift)}`,
    );
    return `Means of ${count}: ${each.join("; ")}.`;
  }
  const esi = extremes(axes, ({ mean_esi: value }) => value);
  const drift = extremes(axes, ({ mean_drift: value }) => value);
  return `Means of ${count}: ESI ${esi}; drift ${drift}.`;
}

function extremes(axes: readonly AxisMeans[], of: (axis: AxisMeans) => number | null): string {
  const stated = axes.flatMap((axis) => {
    const value = of(axis);
    return value === null ? [] : [{ axis: axis.axis, value }];
  });
  const ordered = stated.toSorted((one, other) => one.value - other.value);
  const [low, high] = [ordered[0], ordered.at(-1)];
  if (low === undefined || high === undefined) return "not stated";
  return `from ${figure(low.value)} (${named(low.axis)}) to ${figure(high.value)} (${named(high.axis)})`;
}

function written(value: number | null): string {
  return value === null ? "not stated" : figure(value);
}

function named(axis: string): string {
  return axis === "" ? "an axis without a name" : excerpt(axis, 60);
}
