import { describe, expect, it } from "vitest";
import { runtimeWith } from "../../lib/cache/runtime.ts";
import { namelessProcess, ownProcess } from "../../lib/store/process-identity.ts";

const SECOND = 1_000;

describe("the runtime of a cache", () => {
  it("is that of this process by default", () => {
    const runtime = runtimeWith();
    expect(runtime.process).toBe(ownProcess());
    expect(Math.abs(runtime.epochMs() - Date.now())).toBeLessThan(10 * SECOND);
    expect(Math.abs(runtime.monotonicMs() - performance.now())).toBeLessThan(10 * SECOND);
    expect(runtime.nonce()).not.toBe(runtime.nonce());
    expect(runtime.random()).not.toBe(runtime.random());
  });

  it("knows nothing about other processes when its own process has no name", () => {
    const dead = { ...ownProcess(), startTime: "1" };
    const nameless = runtimeWith({ process: namelessProcess() });
    expect([runtimeWith().isDead(dead), nameless.isDead(dead)]).toEqual([true, false]);
  });

  it("starts a timer without a limit that does not fire immediately, and cancels it", async () => {
    let hasFired = false;
    const { startTimer } = runtimeWith();
    const cancel = startTimer(() => {
      hasFired = true;
    }, Number.POSITIVE_INFINITY);
    await new Promise<void>((resolve) => {
      startTimer(resolve, 20);
    });
    cancel();
    expect(hasFired).toBe(false);
  });
});
