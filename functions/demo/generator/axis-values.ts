/** One setting of a perturbation; `strength` is 0 for the unperturbed image and 1 for the farthest. */
export interface AxisValue {
  readonly value: string;
  readonly strength: number;
}

interface Scale {
  /** The setting that leaves the image as it is, in units of 10^-decimals. */
  readonly neutral: number;
  /** Distance between two points, in the same units. */
  readonly step: number;
  readonly decimals: number;
  /** How many points lie on either side of the neutral one. */
  readonly below: number;
  readonly above: number;
}

/** Evenly spaced encoded numbers around the neutral setting, which is always one of them. */
export function scale({ neutral, step, decimals, below, above }: Scale): readonly AxisValue[] {
  const farthest = Math.max(below, above);
  return Array.from({ length: below + 1 + above }, (_, index) => ({
    value: encoded(neutral + (index - below) * step, decimals),
    strength: Math.abs(index - below) / farthest,
  }));
}

/** Settings that are words, the first of them the unperturbed one. */
export function words(strengths: Readonly<Record<string, number>>): readonly AxisValue[] {
  return Object.entries(strengths).map(([value, strength]) => ({ value, strength }));
}

/**
 * `0p8` for 8 tenths, `m0p25` for -25 hundredths. Counting in whole units keeps 0.1 + 0.2 out of names.
 */
function encoded(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  return `${units < 0 ? "m" : ""}${digits.slice(0, point)}p${digits.slice(point)}`;
}
