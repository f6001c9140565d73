import { expect, it } from "vitest";
import { explorePruning } from "./prune-interleaving.ts";

const GOOD = { slots: ["good"], claims: [0], pruners: 0 } as const;
const SECONDS = 1_000;
const YOUNG = { ...GOOD, ageMs: 10 * SECONDS };

it.each([
  ["one caller", { ...GOOD, erasers: 1, callers: 1 }],
  ["one caller, soon after the report was stored", { ...YOUNG, erasers: 1, callers: 1 }],
  ["two callers, soon after the report was stored", { ...YOUNG, erasers: 1, callers: 2 }],
])(
  "in every order of the store operations of one that erases a report and %s, it is produced once more",
  async (_, setting) => {
    const { ends, states } = await explorePruning(setting, 1);
    expect(ends).toBeGreaterThan(1);
    expect(states).toBeGreaterThan(ends);
  },
);
