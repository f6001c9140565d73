import { type Domain, ticks } from "../scales/linear.ts";

const BAR_TICKS = 5;

/** The values that stand beside a colour bar: round ones, else the ends. */
export function barTicks(domain: Domain): number[] {
  const values = ticks(domain, BAR_TICKS);
  return values.length > 0 ? values : [domain.min, domain.max];
}
