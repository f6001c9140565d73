import { describe, expect, it } from "vitest";
import { ProductionPermits } from "../../lib/cache/production-permits.ts";
import { runtimeWith } from "../../lib/cache/runtime.ts";

const LONG_MS = 60_000;

const permitsFor = (count: number) => new ProductionPermits(count, runtimeWith());

describe("production permits", () => {
  it("are granted immediately while there are any", async () => {
    const permits = permitsFor(2);
    expect(await permits.take(0)).toEqual({ queued: false });
    expect(await permits.take(0)).toEqual({ queued: false });
  });

  it("go to queued callers, first come, first served, and report that the caller queued", async () => {
    const permits = permitsFor(1);
    await permits.take(0);
    const order: number[] = [];
    const queue = [1, 2, 3].map(async (nth) => {
      const taken = await permits.take(LONG_MS);
      order.push(nth);
      permits.giveBack();
      return taken;
    });
    permits.giveBack();
    expect(await Promise.all(queue)).toEqual(queue.map(() => ({ queued: true })));
    expect(order).toEqual([1, 2, 3]);
    expect(await permits.take(0)).toEqual({ queued: false });
  });

  it("are refused with no_capacity when none comes free in time, and none is lost by that", async () => {
    const permits = permitsFor(1);
    await permits.take(0);
    const patient = permits.take(LONG_MS);
    await expect(permits.take(1)).rejects.toMatchObject({
      code: "no_capacity",
      status: 503,
      retryAfterSeconds: 2,
    });
    permits.giveBack();
    expect(await patient).toEqual({ queued: true });
    permits.giveBack();
    expect(await permits.take(0)).toEqual({ queued: false });
  });
});
