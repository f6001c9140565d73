const FIRST_DELAY_MS = 100;
const LAST_DELAY_MS = 1_000;

/**
 * How long to wait before each next look, in milliseconds: from 100 ms growing to 1 s, each shortened by
 * up to a half at random, so that waiters who came together do not ask together for ever.
 */
export function* pollDelays(random: () => number = Math.random): Generator<number, never> {
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 1.5, LAST_DELAY_MS)) {
    yield delay * (1 - random() / 2);
  }
}

/** Sleeps, but not beyond `until` (on `performance.now()`); resolves to false when that is reached. */
export async function sleepUntil(delayMs: number, until: number): Promise<boolean> {
  const left = until - performance.now();
  if (left <= 0) return false;
  await new Promise((resolve) => setTimeout(resolve, Math.min(delayMs, left)));
  return true;
}
