import { tickLabel, tickLabels } from "../model/numbers.ts";
import { type Domain, shareOf, ticks } from "../scales/linear.ts";

const BAR_TICKS = 5;

/** The values that stand beside a colour bar: round ones, else the ends. */
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
  const round = values.map((value, index) => ({ value, label: labels[index] ?? "" }));
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
  /** The middle of its label, which gives way to the labels of the ends. */
  readonly labelAt: number;
}

/**
 * The marks that have room on a bar of this height: the ends always, and zero where the bar has three
 * lines' height; a round value that is too close to another one is left out.
 */
export function placedMarks(domain: Domain, height: number, leading: number): PlacedMark[] {
  const kept: PlacedMark[] = [];
  for (const [index, { value, label }] of barMarks(domain).entries()) {
    const at = (1 - shareOf(value, domain)) * height;
    const isEnd = index < 2;
    // Zero says where values change their sign: its label moves aside rather than being left out.
    const labelAt = isEnd || value !== 0 ? at : Math.max(leading, Math.min(at, height - leading));
    const isFree = kept.every((mark) => Math.abs(mark.labelAt - labelAt) >= leading);
    if (isEnd || isFree) kept.push({ label, at, labelAt });
  }
  return kept;
}
