import { tickLabel, tickLabels } from "../model/numbers.ts";
import { type Domain, shareOf, ticks } from "../scales/linear.ts";
import { required } from "../../required.ts";

const BAR_TICKS = 5;

/** The values that stand beside a colour bar: round ones, else the ends. */
export function barTicks(domain: Domain): number[] {
  const values = ticks(domain, BAR_TICKS);
  return values.length > 0 ? values : [domain.min, domain.max];
}

/** A tick closer to an end than this, as a share of the bar, gives way to the value of the end. */
const NEAR_END = 0.09;

export interface BarMark {
  readonly value: number;
  readonly label: string;
}

/** The values beside a colour bar with their labels: both ends, and round values between them. */
export function barMarks(domain: Domain): BarMark[] {
  const values = barTicks(domain);
  const labels = tickLabels(values);
  const between = values
    .map((value, index) => ({ value, label: required(labels[index], "every tick has a label") }))
    .filter(({ value }) => Math.abs(shareOf(value, domain) - 0.5) < 0.5 - NEAR_END);
  const ends = [domain.min, domain.max].map((value) => {
    const index = values.indexOf(value);
    return { value, label: labels[index] ?? tickLabel(Number(value.toPrecision(3))) };
  });
  return [...ends.slice(0, 1), ...between, ...ends.slice(1)];
}
