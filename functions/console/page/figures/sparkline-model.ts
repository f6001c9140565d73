/** A case's robustness at a glance: a bar of mean ESI and a dot of mean drift for each axis. */
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { counted, figure } from "../../../../lib/report/model/numbers.ts";
import { shareOf, unitDomain } from "../../../../lib/report/scales/linear.ts";
import { rounded } from "./svg-path.ts";

/** An axis as the list of cases has it. */
export interface AxisMeans {
  readonly axis: string;
  readonly mean_esi: number;
  readonly mean_drift: number;
}

export const SPARKLINE = { width: 120, height: 28 } as const;
/** More bars than this are thinner than a pixel apart. */
const MOST_BARS = 40;
/** Axes that are named each in the label; of more, only the extremes. */
const MOST_NAMED = 4;
const WIDEST_BAR = 14;

interface Sparkline {
  readonly bars: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly radius: number;
}

/** The drawing, in the pixels of {@link SPARKLINE}; at most 40 axes have room. */
export function sparkline(axes: readonly AxisMeans[]): Sparkline {
  const shown = axes.slice(0, MOST_BARS);
  const { width, height } = SPARKLINE;
  const slot = Math.min(width / Math.max(shown.length, 1), WIDEST_BAR * 1.5);
  const bar = Math.max(rounded(slot * 0.7), 1);
  const radius = Math.min(2, Math.max(slot / 3, 1));
  const domain = unitDomain(shown.flatMap((axis) => [axis.mean_esi, axis.mean_drift]));
  const top = (value: number): number => rounded((1 - shareOf(value, domain)) * (height - 4) + 2);
  const floor = top(0);
  return {
    bars: shown.map(({ mean_esi: esi }, index) => ({
      x: rounded(index * slot),
      y: Math.min(top(esi), floor),
      width: bar,
      height: Math.max(rounded(Math.abs(floor - top(esi))), 0.5),
    })),
    dots: shown.map(({ mean_drift: drift }, index) => ({
      x: rounded(index * slot + bar / 2),
      y: top(drift),
    })),
    radius: rounded(radius),
  };
}

/** The same in words: every axis where they are few, else the extremes. */
export function sparklineWords(axes: readonly AxisMeans[]): string {
  if (axes.length === 0) return "No perturbation axes.";
  const count = counted(axes.length, "axis", "axes");
  if (axes.length <= MOST_NAMED) {
    const each = axes.map(
      ({ axis, mean_esi: esi, mean_drift: drift }) =>
        `${named(axis)} ESI ${figure(esi)}, drift ${figure(drift)}`,
    );
    return `Means of ${count}: ${each.join("; ")}.`;
  }
  const esi = extremes(axes, ({ mean_esi: value }) => value);
  const drift = extremes(axes, ({ mean_drift: value }) => value);
  return `Means of ${count}: ESI ${esi}; drift ${drift}.`;
}

function extremes(axes: readonly AxisMeans[], of: (axis: AxisMeans) => number): string {
  const ordered = axes.toSorted((one, other) => of(one) - of(other));
  const [low, high] = [ordered[0], ordered.at(-1)];
  if (low === undefined || high === undefined) return "";
  return `from ${figure(of(low))} (${named(low.axis)}) to ${figure(of(high))} (${named(high.axis)})`;
}

function named(axis: string): string {
  return axis === "" ? "an axis without a name" : excerpt(axis, 60);
}
