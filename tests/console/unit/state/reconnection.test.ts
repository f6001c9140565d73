import { expect, test, vi } from "vitest";
import { createReconnection } from "../../../../functions/console/page/state/reconnection.ts";
import { fakeClock } from "../fake-clock.ts";

/** A reconnection whose service is down until the test says otherwise. */
function lost() {
  const clock = fakeClock();
  let isUp = false;
  let onNetwork: ((isOnline: boolean) => void) | undefined;
  const tried: string[] = [];
  const request = (name: string) => async () => {
    tried.push(name);
    return await Promise.resolve(isUp);
  };
  const reconnection = createReconnection({
    clock,
    today: () => 7_000 + clock.now(),
    probe: request("probe"),
    onNetwork: (onChange) => (onNetwork = onChange),
  });
  const setUp = (value: boolean): void => void (isUp = value);
  return { clock, reconnection, request, tried, setUp, network: (on: boolean) => onNetwork?.(on) };
}

test("one failed request is made again every five seconds, in turn", async () => {
  const { clock, reconnection, request, tried } = lost();
  for (const name of ["a", "b", "c"]) reconnection.wait(request(name));
  await clock.pass(4_999);
  expect(tried).toEqual([]);
  await clock.pass(1);
  expect(tried).toEqual(["a"]);
  await clock.pass(15_000);
  expect(tried).toEqual(["a", "b", "c", "a"]);
});

test("when one has an answer, all others are made again, and nothing is after that", async () => {
  const { clock, reconnection, request, tried, setUp } = lost();
  for (const name of ["a", "b", "c"]) reconnection.wait(request(name));
  setUp(true);
  await clock.pass(5_000);
  expect(tried).toEqual(["a", "b", "c"]);
  expect(reconnection.since()).toBeUndefined();
  expect(clock.waiting()).toBe(0);
});

test("when the browser is online again, all are made again at once", async () => {
  const { clock, reconnection, request, tried, network, setUp } = lost();
  for (const name of ["a", "b"]) reconnection.wait(request(name));
  network(true);
  await clock.pass(0);
  expect(tried).toEqual(["a", "b"]);
  setUp(true);
  await clock.pass(5_000);
  expect(tried).toEqual(["a", "b", "a", "b"]);
  expect(reconnection.since()).toBeUndefined();
});

test("the reconnection reports since when the service cannot be reached, and when it can", async () => {
  const { clock, reconnection, request, setUp } = lost();
  const onChange = vi.fn<() => void>();
  const unsubscribe = reconnection.subscribe(onChange);
  await clock.pass(1_000);
  reconnection.wait(request("a"));
  await clock.pass(60_000);
  reconnection.wait(request("b"));
  expect(reconnection.since()).toBe(8_000);
  expect(onChange).toHaveBeenCalledTimes(1);
  setUp(true);
  await clock.pass(5_000);
  expect(reconnection.since()).toBeUndefined();
  expect(onChange).toHaveBeenCalledTimes(2);
  unsubscribe();
  reconnection.wait(request("c"));
  expect(onChange).toHaveBeenCalledTimes(2);
});

test("a dropped request is not made again, but the service is still looked for", async () => {
  const { clock, reconnection, request, tried, setUp } = lost();
  const drop = reconnection.wait(request("a"));
  drop();
  drop();
  expect(reconnection.since()).toBe(7_000);
  await clock.pass(10_000);
  expect(tried).toEqual(["probe", "probe"]);
  setUp(true);
  await clock.pass(5_000);
  expect(reconnection.since()).toBeUndefined();
});

test("a browser without a network counts as lost, though nothing has failed", async () => {
  const { clock, reconnection, tried, network, setUp } = lost();
  network(false);
  expect(reconnection.since()).toBe(7_000);
  await clock.pass(5_000);
  setUp(true);
  network(true);
  await clock.pass(0);
  expect(tried).toEqual(["probe", "probe"]);
  expect(reconnection.since()).toBeUndefined();
});
