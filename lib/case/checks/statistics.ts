/**
 * Statistics as CLARITY's metrics engine defines them. Every sum runs in the order of the case, so that
 * every machine computes the same bits.
 */
import type { Computed } from "./tolerance.ts";

/** The rounding error of a sum of doubles, as a share of the largest number in it. */
const LOSS = 1e-12;

/** A statistic of at least one number; undefined where a sum overflows. */
export type Statistic = (values: readonly number[]) => Computed | undefined;

/** The arithmetic mean. */
export function mean(values: readonly number[]): Computed | undefined {
  let sum = 0;
  for (const value of values) sum += value;
  return finite(sum / values.length, largestOf(values));
}

/** The population variance, in two passes. */
export function variance(values: readonly number[]): Computed | undefined {
  const centre = mean(values)?.value;
  if (centre === undefined) return undefined;
  let sum = 0;
  for (const value of values) sum += (value - centre) * (value - centre);
  const scale = largestOf(values);
  return finite(sum / values.length, scale * scale);
}

export function meanSize(values: readonly number[]): Computed | undefined {
  return mean(values.map(Math.abs));
}

export function largestSize(values: readonly number[]): Computed | undefined {
  return { value: largestOf(values), error: 0 };
}

export function smallest(values: readonly number[]): Computed | undefined {
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  return finite(least, 0);
}

export function largest(values: readonly number[]): Computed | undefined {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  return finite(most, 0);
}

function largestOf(values: readonly number[]): number {
  let size = 0;
  for (const value of values) size = Math.max(size, Math.abs(value));
  return size;
}

function finite(value: number, scale: number): Computed | undefined {
  return Number.isFinite(value) && Number.isFinite(scale)
    ? { value, error: LOSS * scale }
    : undefined;
}
