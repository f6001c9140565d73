import type { Runtime } from "./runtime.ts";

const FIRST_DELAY_MS = 100;
const LAST_DELAY_MS = 1_000;

/**
 * The delays before each next lookup, in milliseconds: from 100 ms growing to 1 s. Each is shortened by up to
 * a half at random, so that processes that started together do not poll together.
 */
export function* pollDelays(random: () => number): Generator<number, never> {
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 1.5, LAST_DELAY_MS)) {
    yield delay * (1 - random() / 2);
  }
}

/** Sleeps, but not beyond `until` on the monotonic clock. Returns false, at once, when `until` has passed. */
export async function sleepUntil(
  delayMs: number,
  until: number,
  { monotonicMs, startTimer }: Pick<Runtime, "monotonicMs" | "startTimer">,
): Promise<boolean> {
  const left = until - monotonicMs();
  if (left <= 0) return false;
  await new Promise<void>((resolve) => {
    startTimer(resolve, Math.min(delayMs, left));
  });
  return true;
}
