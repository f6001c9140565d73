import { expect, test } from "vitest";
import {
  type Loading,
  startLoading,
  valueOf,
} from "../../../../functions/console/page/state/loading.ts";
import { type FakeClock, fakeClock } from "../fake-clock.ts";

function loadingOf(load: (signal: AbortSignal, clock: FakeClock) => Promise<number>) {
  const clock = fakeClock();
  const told: Loading<number>[] = [];
  const giveUp = startLoading({
    load: async (signal) => await load(signal, clock),
    clock,
    onChange: (loading) => told.push(loading),
  });
  return { clock, told, giveUp };
}

test("what is loaded is told", async () => {
  const { clock, told } = loadingOf(async () => 7);
  await clock.pass(0);
  expect(told).toEqual([{ name: "loaded", value: 7 }]);
  expect(clock.waiting()).toBe(0);
});

test("what takes long is told to be slow, and then told", async () => {
  const { clock, told } = loadingOf(async (_signal, { after }) => {
    await new Promise<void>((resolve) => after(9000, resolve));
    return 7;
  });
  await clock.pass(3999);
  expect(told).toEqual([]);
  await clock.pass(1);
  expect(told).toEqual([{ name: "loading", slow: true }]);
  await clock.pass(5000);
  expect(told.at(-1)).toEqual({ name: "loaded", value: 7 });
});

test("what fails is told as a problem", async () => {
  const { clock, told } = loadingOf(async () => await Promise.reject(new Error("no")));
  await clock.pass(0);
  expect(told).toMatchObject([{ name: "failed", problem: { detail: "no" } }]);
});

test("what is given up is aborted and not told", async () => {
  let signalled: AbortSignal | undefined;
  const { clock, told, giveUp } = loadingOf(async (signal) => {
    signalled = signal;
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return 7;
  });
  giveUp();
  await clock.pass(10_000);
  expect(signalled?.aborted).toBe(true);
  expect(told).toEqual([]);
});

test("only what was loaded has a value", () => {
  expect(valueOf({ name: "loaded", value: 0 })).toBe(0);
  expect(valueOf({ name: "loading", slow: false })).toBeUndefined();
});
