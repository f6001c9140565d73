import { barTicks } from "../../../../lib/report/geometry/bar-ticks.ts";
import { tickLabels } from "../../../../lib/report/model/numbers.ts";
import { type Domain, shareOf } from "../../../../lib/report/scales/linear.ts";

/** Values beside a colour bar, as shares of its height from the top. */
export interface BarMark {
  readonly fromTop: number;
  readonly label: string;
}

export function barMarks(domain: Domain): BarMark[] {
  const values = barTicks(domain);
  const labels = tickLabels(values);
  return values.map((value, index) => ({
    fromTop: fromTop(value, domain),
    label: labels[index] ?? "",
  }));
}

/** The position of a value as a share from the top, clamped to the bar. */
export function fromTop(value: number, domain: Domain): number {
  return 1 - Math.min(Math.max(shareOf(value, domain), 0), 1);
}
