import { expect, it } from "vitest";
import { UnwrittenWithdrawals } from "../../lib/cache/unwritten-withdrawals.ts";

it("withdrawals that were not written are remembered by key, until they are forgotten", () => {
  const unwritten = new UnwrittenWithdrawals();
  for (const name of ["one", "two"]) unwritten.remember("key", name);
  unwritten.remember("other", "three");
  expect(unwritten.of("key")).toEqual(["one", "two"]);
  unwritten.forget("key", "one");
  unwritten.forget("other", "three");
  expect(unwritten.of("key")).toEqual(["two"]);
  expect(unwritten.of("other")).toEqual([]);
});

it("the newest withdrawals are remembered, of a thousand keys at most and four of each", () => {
  const unwritten = new UnwrittenWithdrawals();
  for (let nth = 0; nth < 1_500; nth++) unwritten.remember(`key ${nth}`, "name");
  expect(unwritten.of("key 499")).toEqual([]);
  expect(unwritten.of("key 500")).toEqual(["name"]);
  for (const name of ["1", "2", "3", "4"]) unwritten.remember("key 500", name);
  expect(unwritten.of("key 500")).toEqual(["1", "2", "3", "4"]);
});
