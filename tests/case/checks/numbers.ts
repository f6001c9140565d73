export type Random = () => number;

/** Numbers of 0 to 1 with eight decimals: Lehmer's generator. */
export function randomOf(noise: number): Random {
  let state = noise % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return rounded(state / 2_147_483_647);
  };
}

export function rounded(value: number): number {
  return Number(value.toFixed(8)) + 0;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) * (value - centre)));
}
