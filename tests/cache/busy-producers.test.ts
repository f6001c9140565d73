import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Cache } from "../../lib/cache/index.ts";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import { LEASE_MS, REPORT } from "./cache-fixture.ts";
import { LAYOUT } from "./report-layout.ts";
import { MemoryStore } from "./simulated/memory-store.ts";

const SECOND = 1_000;

let store: ObjectStore;
beforeEach(() => {
  vi.useFakeTimers();
  store = new MemoryStore(Date.now);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A cache of another process, with one permit. */
const open = () => new Cache({ store, layout: LAYOUT, leaseMs: LEASE_MS, concurrency: 1 });

const taking = (seconds: number) => async () => {
  await new Promise((resolve) => setTimeout(resolve, seconds * SECOND));
  return REPORT;
};

/** Lets that much time pass, with everything that happens in it. */
const pass = async (seconds: number) => await vi.advanceTimersByTimeAsync(seconds * SECOND);

describe("a call, while its process is busy with another key,", () => {
  it("waits as long as it may, and is a hit once another process has stored the result", async () => {
    const [elsewhere, here] = [open(), open()];
    const stored = elsewhere.getOrCreate("key", taking(2));
    const busy = here.getOrCreate("another", taking(30));
    await pass(0.1);
    const first = here.getOrCreate("key", taking(0), { waitMs: 60 * SECOND });
    await pass(0.1);
    const joined = here.getOrCreate("key", taking(0), { waitMs: 60 * SECOND });
    await pass(25);
    const { nonce } = await stored;
    expect(await Promise.all([first, joined])).toMatchObject([
      { hit: true, nonce },
      { hit: true, nonce },
    ]);
    await pass(10);
    expect(await busy).toMatchObject({ hit: false });
  });

  it("fails with no_capacity when its wait is over and no permit came free", async () => {
    const here = open();
    const busy = here.getOrCreate("another", taking(30));
    await pass(0.1);
    for (const waitMs of [500, 3 * SECOND]) {
      const begin = performance.now();
      const ended = rejectionOf(here.getOrCreate("key", taking(0), { waitMs })).then((error) => ({
        error,
        afterMs: performance.now() - begin,
      }));
      await pass(5);
      expect(await ended).toEqual({
        error: expect.objectContaining({ code: "no_capacity" }),
        afterMs: expect.closeTo(waitMs, -1),
      });
    }
    await pass(30);
    expect(await busy).toMatchObject({ hit: false });
  });

  it("continues when the call that it joined has too little time left", async () => {
    const here = open();
    const busy = here.getOrCreate("another", taking(8));
    await pass(0.1);
    const deadline = performance.now() + 11 * SECOND;
    const short = rejectionOf(here.getOrCreate("key", taking(0), { deadline }));
    await pass(0.1);
    const long = here.getOrCreate("key", taking(0), { waitMs: 60 * SECOND });
    await pass(10);
    expect(await short).toMatchObject({ code: "no_capacity" });
    expect(await long).toMatchObject({ hit: false });
    expect(await busy).toMatchObject({ hit: false });
  });

  it("fails with no_capacity after twenty seconds in the queue when it may not wait, and when its wait is over", async () => {
    const here = open();
    const busy = here.getOrCreate("another", taking(60));
    await pass(0.1);
    const calls = [0, 5 * SECOND].map(
      async (waitMs) => await rejectionOf(here.getOrCreate(`key-${waitMs}`, taking(0), { waitMs })),
    );
    await pass(21);
    const refusal = { code: "no_capacity", retryAfterSeconds: 2 };
    expect(await Promise.all(calls)).toMatchObject([refusal, refusal]);
    await pass(60);
    expect(await busy).toMatchObject({ hit: false });
  });
});
