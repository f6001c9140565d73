import { expect, test } from "vitest";
import { Pace } from "../../../lib/service/batch/pace.ts";

test("a fixed pace stays, whatever happens", () => {
  const pace = Pace.fixed(3);
  pace.begin()();
  for (let count = 0; count < 10; count++) pace.succeeded();
  expect(pace.concurrency).toBe(3);
});

test("an adaptive pace grows by one after as many successes as it has requests, up to its limit", () => {
  const pace = Pace.adaptive(2, 4);
  const seen = Array.from({ length: 10 }, () => {
    pace.succeeded();
    return pace.concurrency;
  });
  expect(seen).toEqual([2, 3, 3, 3, 4, 4, 4, 4, 4, 4]);
});

test("an adaptive pace halves once for all requests that were refused together, and never goes below 1", () => {
  const pace = Pace.adaptive(8, 16);
  const together = [pace.begin(), pace.begin(), pace.begin()];
  for (const refusedAsBusy of together) refusedAsBusy();
  expect(pace.concurrency).toBe(4);
  for (let round = 0; round < 5; round++) pace.begin()();
  expect(pace.concurrency).toBe(1);
});
