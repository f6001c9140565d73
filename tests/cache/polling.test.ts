import { describe, expect, it } from "vitest";
import { pollDelays, sleepUntil } from "../../lib/cache/polling.ts";
import { VirtualTime } from "./simulated/virtual-time.ts";

function firstDelays(count: number, random: () => number): number[] {
  const delays = pollDelays(random);
  return Array.from({ length: count }, () => delays.next().value);
}

describe("the delays between lookups", () => {
  it("grow from 100 ms to 1 s and stay there", () => {
    const delays = firstDelays(10, () => 0);
    expect(delays.slice(0, 4)).toEqual([100, 150, 225, 337.5]);
    expect(delays.slice(6)).toEqual([1_000, 1_000, 1_000, 1_000]);
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  });

  it("are shortened by up to a half, at random", () => {
    expect(firstDelays(2, () => 1)).toEqual([50, 75]);
    const longest = firstDelays(1_000, () => 0);
    const random = firstDelays(1_000, Math.random);
    expect(random.every((delay, nth) => delay >= (longest[nth] ?? 0) / 2)).toBe(true);
    expect(random.every((delay, nth) => delay <= (longest[nth] ?? 0))).toBe(true);
    expect(new Set(random).size).toBeGreaterThan(900);
  });
});

describe("a sleep", () => {
  it("ends after its delay, but not later than its end, and returns false after that", async () => {
    const time = new VirtualTime();
    const runtime = time.runtimeOf({ pid: 1, alive: true, pausedUntil: 0 });
    for (const [delayMs, until, end] of [
      [60_000, 20, 20],
      [30, Number.POSITIVE_INFINITY, 50],
    ] as const) {
      const sleeping = sleepUntil(delayMs, until, runtime);
      await time.step();
      expect([await sleeping, time.now]).toEqual([true, end]);
    }
    expect(await sleepUntil(60_000, 50, runtime)).toBe(false);
    expect(time.isOver).toBe(true);
  });
});
