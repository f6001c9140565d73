import { expect, it } from "vitest";
import { compared } from "./compared.ts";

function deepDown(leaf: number): string {
  return "[".repeat(32) + leaf + "]".repeat(32);
}

function many(leaf: number): string {
  return `[${`${leaf}.5,`.repeat(2_000_000)}0]`;
}

it("two values that differ may be as deep and as large as an artifact", () => {
  expect(compared(deepDown(1), deepDown(2))).toMatchObject({ total: 1 });
  const begin = process.cpuUsage();
  expect(compared(many(1), many(2), 20).total).toBe(2_000_000);
  const { user, system } = process.cpuUsage(begin);
  expect((user + system) / 1_000).toBeLessThan(20_000);
});
