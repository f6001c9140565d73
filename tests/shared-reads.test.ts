import { expect, test } from "vitest";
import { SharedReads } from "../lib/shared-reads.ts";

/** Reads of one name that end when the test says so. */
function controlled() {
  const ends: (() => void)[] = [];
  const reads = new SharedReads<number>();
  const read = async () => {
    const nth = ends.length + 1;
    await new Promise<void>((resolve) => ends.push(resolve));
    return nth;
  };
  return { ends, get: async () => await reads.get("name", read) };
}

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

test("of 10 callers during a read, all share the next one, and none the one that began before", async () => {
  const { ends, get } = controlled();
  const first = get();
  const others = Array.from({ length: 10 }, get);
  await settle();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  expect(await first).toBe(1);
  await settle();
  expect(ends).toHaveLength(2);
  ends[1]?.();
  expect(new Set(await Promise.all(others))).toEqual(new Set([2]));
  const last = get();
  ends[2]?.();
  expect(await last).toBe(3);
});

test("a caller whose shared read fails reads alone", async () => {
  const reads = new SharedReads<string>();
  let calls = 0;
  const read = async () => {
    calls++;
    await settle();
    if (calls < 3) throw new Error("aborted");
    return "read";
  };
  const results = await Promise.allSettled(
    [1, 2, 3].map(async () => await reads.get("name", read)),
  );
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
});
