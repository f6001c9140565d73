import { describe, expect, it } from "vitest";
import { ProducerSlots } from "../../lib/cache/producer-slots.ts";

const LONG_MS = 60_000;

describe("the producer slots", () => {
  it("are given at once as long as there are any", async () => {
    const slots = new ProducerSlots(2);
    expect(await slots.take(0)).toEqual({ waited: false });
    expect(await slots.take(0)).toEqual({ waited: false });
  });

  it("are given back to those in line, first come, first served, and tell that they waited", async () => {
    const slots = new ProducerSlots(1);
    await slots.take(0);
    const order: number[] = [];
    const line = [1, 2, 3].map(async (nth) => {
      const taken = await slots.take(LONG_MS);
      order.push(nth);
      slots.giveBack();
      return taken;
    });
    slots.giveBack();
    expect(await Promise.all(line)).toEqual(line.map(() => ({ waited: true })));
    expect(order).toEqual([1, 2, 3]);
    expect(await slots.take(0)).toEqual({ waited: false });
  });

  it("say so when none comes free in time, and nothing is lost by it", async () => {
    const slots = new ProducerSlots(1);
    await slots.take(0);
    const patient = slots.take(LONG_MS);
    await expect(slots.take(1)).rejects.toMatchObject({
      code: "no_capacity",
      status: 503,
      retryAfterSeconds: 2,
    });
    slots.giveBack();
    expect(await patient).toEqual({ waited: true });
    slots.giveBack();
    expect(await slots.take(0)).toEqual({ waited: false });
  });
});
