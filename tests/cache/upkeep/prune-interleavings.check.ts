import { describe, expect, it } from "vitest";
import { explorePruning, type PruneSetting } from "./prune-interleaving.ts";

const ONE_CALLER = { pruners: 1, callers: 1 };

const SETTINGS: readonly (readonly [string, PruneSetting, number])[] = [
  ["a settled key", { ...ONE_CALLER, slots: ["good"], claims: [0] }, 0],
  [
    "a damaged result before a good one",
    { ...ONE_CALLER, slots: ["bad", "good"], claims: [0, 1] },
    0,
  ],
  [
    "two damaged ones before a good one",
    { ...ONE_CALLER, slots: ["bad", "bad", "good"], claims: [0] },
    0,
  ],
  ["a damaged result alone", { ...ONE_CALLER, slots: ["bad"], claims: [0] }, 1],
  ["a damaged result without a claim", { ...ONE_CALLER, slots: ["bad"], claims: [] }, 1],
  ["two damaged results", { ...ONE_CALLER, slots: ["bad", "bad"], claims: [1] }, 1],
  ["two callers and a damaged result", { pruners: 1, callers: 2, slots: ["bad"], claims: [] }, 1],
  [
    "two callers and a damaged result before a good one",
    { pruners: 1, callers: 2, slots: ["bad", "good"], claims: [] },
    0,
  ],
  [
    "two callers and two damaged results",
    { pruners: 1, callers: 2, slots: ["bad", "bad"], claims: [0, 1] },
    1,
  ],
  [
    "two pruners, a caller and a damaged result",
    { pruners: 2, callers: 1, slots: ["bad"], claims: [0] },
    1,
  ],
  [
    "two pruners, a caller and a damaged result before a good one",
    { pruners: 2, callers: 1, slots: ["bad", "good"], claims: [0] },
    0,
  ],
  [
    "two pruners and a damaged result before a good one",
    { pruners: 2, callers: 0, slots: ["bad", "good"], claims: [] },
    0,
  ],
];

describe("every order of the store operations of those who prune and those who ask for the key", () => {
  it.each(SETTINGS)(
    "leaves a good result that was produced no oftener than without pruning: %s",
    async (_, setting, expected) => {
      // An order that breaks a rule is thrown, with all its operations.
      const { ends, states } = await explorePruning(setting, expected);
      expect(ends).toBeGreaterThan(0);
      expect(states).toBeGreaterThan(ends);
    },
    120_000,
  );
});
