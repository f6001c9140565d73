/** Rounded to `decimals` places. toFixed is exact by specification; adding 0 turns -0 into 0. */
export function rounded(x: number, decimals = 6): number {
  return Number(x.toFixed(decimals)) + 0;
}

export function clamped(x: number): number {
  return Math.min(1, Math.max(0, x));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Population variance: the points of a case are all there are, not a sample of more. */
export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) * (value - centre)));
}
