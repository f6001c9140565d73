import { tickLabel, tickLabels } from "../model/numbers.ts";
import { type Domain, shareOf, ticks } from "../scales/linear.ts";
import { required } from "../../required.ts";

const BAR_TICKS = 5;

/** The values next to a colour bar: round values, or else the ends. */
export function barTicks(domain: Domain): number[] {
  const values = ticks(domain, BAR_TICKS);
  return values.length > 0 ? values : [domain.min, domain.max];
}

interface BarMark {
  readonly value: number;
  readonly label: string;
}

/** The values beside a colour bar with their labels: both ends, then round values between them, zero first. */
export function barMarks(domain: Domain): BarMark[] {
  const values = barTicks(domain);
  const labels = tickLabels(values);
  const round = values.map((value, index) => ({
    value,
    label: required(labels[index], "every tick has a label"),
  }));
  const ends = [domain.max, domain.min].map((value) => {
    const label = round.find((mark) => mark.value === value)?.label;
    return { value, label: label ?? tickLabel(Number(value.toPrecision(3))) };
  });
  const inner = round.filter(({ value }) => value > domain.min && value < domain.max);
  const isZero = ({ value }: BarMark): boolean => value === 0;
  return [...ends, ...inner.filter(isZero), ...inner.filter((mark) => !isZero(mark))];
}

export interface PlacedMark {
  readonly label: string;
  /** Where the value is on the bar, from its top. */
  readonly at: number;
  /** The middle of its label, which is moved to make room for the labels of the ends. */
  readonly labelAt: number;
}

/**
 * The marks that fit on a bar of this height: always the ends, and zero if the bar is at least three lines high. A
 * round value that is too close to another one is left out.
 */
export function placedMarks(domain: Domain, height: number, leading: number): PlacedMark[] {
  const kept: PlacedMark[] = [];
  for (const [index, { value, label }] of barMarks(domain).entries()) {
    const at = (1 - shareOf(value, domain)) * height;
    const isEnd = index < 2;
    // Zero shows where values change their sign, so its label is moved and never left out.
    const labelAt = isEnd || value !== 0 ? at : Math.max(leading, Math.min(at, height - leading));
    const isFree = kept.every((mark) => Math.abs(mark.labelAt - labelAt) >= leading);
    if (isEnd || isFree) kept.push({ label, at, labelAt });
  }
  return kept;
}
