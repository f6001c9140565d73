import type { MonteCarlo } from "../../../../lib/case/schemas.ts";
import { figure, tickLabels } from "../../../../lib/report/model/numbers.ts";
import { shareOf, ticks, unitDomain } from "../../../../lib/report/scales/linear.ts";

/** Statistics that can be drawn: the case states them all. */
interface Statistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
}

/** A span from smallest to largest with the mean and a standard deviation to both sides, in shares. */
export interface SampleRange {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Clipped to the scale. */
  readonly deviation: { readonly from: number; readonly to: number };
  readonly marks: readonly { readonly at: number; readonly label: string }[];
  readonly words: string;
}

/** The quantities that the case states in full, each on a scale from 0 to 1, or wider where its values are. */
export function sampleRanges({ confidence, entropy }: MonteCarlo): SampleRange[] {
  return [...drawn("Confidence", confidence), ...drawn("Entropy", entropy)];
}

function drawn(name: string, statistics: MonteCarlo["confidence"]): SampleRange[] {
  const { min, max, mean, std } = statistics ?? {};
  if (min === undefined || max === undefined || mean === undefined || std === undefined) return [];
  return [rangeOf(name, { min, max, mean, std })];
}

const TICKS = 5;

function rangeOf(name: string, statistics: Statistics): SampleRange {
  const { min, max, mean, std } = statistics;
  const domain = unitDomain([min, max, mean]);
  const at = (value: number): number => Math.min(Math.max(shareOf(value, domain), 0), 1);
  const values = ticks(domain, TICKS);
  const labels = tickLabels(values);
  return {
    name,
    min: at(min),
    max: at(max),
    mean: at(mean),
    deviation: { from: at(mean - std), to: at(mean + std) },
    marks: values.map((value, index) => ({ at: at(value), label: labels[index] ?? "" })),
    words: rangeWords(statistics),
  };
}

function rangeWords({ min, max, mean, std }: Statistics): string {
  return `from ${figure(min)} to ${figure(max)}, mean ${figure(mean)}, standard deviation ${figure(std)}`;
}
