import { describe, expect, test, vi } from "vitest";
import { unreachable } from "../../../../functions/console/page/api/problem.ts";
import {
  type Loading,
  startLoading,
  valueOf,
} from "../../../../functions/console/page/state/loading.ts";
import type { Retry } from "../../../../functions/console/page/state/reconnection.ts";
import { type FakeClock, fakeClock } from "../fake-clock.ts";

function loadingOf(load: (signal: AbortSignal, clock: FakeClock) => Promise<number>) {
  const clock = fakeClock();
  const changes: Loading<number>[] = [];
  const giveUp = startLoading({
    load: async (signal) => await load(signal, clock),
    clock,
    onChange: (loading) => changes.push(loading),
  });
  return { clock, changes, giveUp };
}

test("a loaded value is reported", async () => {
  const { clock, changes } = loadingOf(async () => 7);
  await clock.pass(0);
  expect(changes).toEqual([{ name: "loaded", value: 7 }]);
  expect(clock.waiting()).toBe(0);
});

test("a slow load is reported as slow, and then its value is reported", async () => {
  const { clock, changes } = loadingOf(async (_signal, { after }) => {
    await new Promise<void>((resolve) => after(9000, resolve));
    return 7;
  });
  await clock.pass(3999);
  expect(changes).toEqual([]);
  await clock.pass(1);
  expect(changes).toEqual([{ name: "loading", slow: true }]);
  await clock.pass(5000);
  expect(changes.at(-1)).toEqual({ name: "loaded", value: 7 });
});

test("a failed load is reported as a problem", async () => {
  const { clock, changes } = loadingOf(async () => await Promise.reject(new Error("no")));
  await clock.pass(0);
  expect(changes).toMatchObject([{ name: "failed", problem: { detail: "no" } }]);
});

test("a cancelled load is aborted and not reported", async () => {
  let signalled: AbortSignal | undefined;
  const { clock, changes, giveUp } = loadingOf(async (signal) => {
    signalled = signal;
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return 7;
  });
  giveUp();
  await clock.pass(10_000);
  expect(signalled?.aborted).toBe(true);
  expect(changes).toEqual([]);
});

test("only a finished load has a value", () => {
  expect(valueOf({ name: "loaded", value: 0 })).toBe(0);
  expect(valueOf({ name: "loading", slow: false })).toBeUndefined();
});

const down = async (): Promise<number> => await Promise.reject(unreachable(new Error("no")));

function waiting(load: () => Promise<number>) {
  const clock = fakeClock();
  const changes: Loading<number>[] = [];
  const retries: Retry[] = [];
  const drop = vi.fn<() => void>();
  const giveUp = startLoading({
    load,
    clock,
    reconnection: { wait: (retry) => (retries.push(retry), drop) },
    onChange: (loading) => changes.push(loading),
  });
  return { clock, changes, retries, drop, giveUp };
}

describe("when the service cannot be reached", () => {
  test("the failure is reported once, and the value when there is one", async () => {
    let load = down;
    const { clock, changes, retries } = waiting(async () => await load());
    await clock.pass(0);
    expect(changes.map(({ name }) => name)).toEqual(["failed"]);
    expect(await retries[0]?.()).toBe(false);
    expect(changes).toHaveLength(1);
    load = async () => await Promise.resolve(7);
    expect(await retries[0]?.()).toBe(true);
    expect(changes.at(-1)).toEqual({ name: "loaded", value: 7 });
    expect(retries).toHaveLength(1);
  });

  test("nothing waits any more when it is cancelled", async () => {
    const { clock, changes, retries, drop, giveUp } = waiting(down);
    await clock.pass(0);
    giveUp();
    expect(drop).toHaveBeenCalledTimes(1);
    expect(await retries[0]?.()).toBe(true);
    expect(changes).toHaveLength(1);
  });

  test("another failure is final", async () => {
    const { clock, retries } = waiting(async () => await Promise.reject(new Error("no")));
    await clock.pass(0);
    expect(retries).toEqual([]);
  });
});
