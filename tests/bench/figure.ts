/** One line of `npm run bench`. Ratios compare two things that were measured in the same run. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: "times" | "ms" | "MB";
  /** The value that it should not exceed. */
  readonly limit?: number;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** How long `times` calls take, one after the other: the median, in milliseconds. */
export async function medianMs(times: number, call: () => unknown): Promise<number> {
  const durations: number[] = [];
  for (let index = 0; index < times; index++) {
    const start = performance.now();
    await call();
    durations.push(performance.now() - start);
  }
  return median(durations);
}
