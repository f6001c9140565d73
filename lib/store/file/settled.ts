import type { BigIntStats } from "node:fs";

/** Linux rounds the times of files to the timer tick: 1 to 10 ms. */
const FINE_GRAIN_MS = 20;
/** FAT rounds the times of files to 2 s, some network file systems to 1 s. */
const COARSE_GRAIN_MS = 2_100;

/**
 * Milliseconds until an edit of the file would certainly get a different time of change.
 *
 * @param now when the state of the file was read, milliseconds since the Unix epoch
 */
export function restNeededMs(
  { ctimeNs, ctimeMs }: Pick<BigIntStats, "ctimeNs" | "ctimeMs">,
  now: number,
): number {
  const grain = ctimeNs % 1_000_000n === 0n ? COARSE_GRAIN_MS : FINE_GRAIN_MS;
  const age = now - Number(ctimeMs);
  return Math.abs(age) >= grain ? 0 : grain - age;
}
