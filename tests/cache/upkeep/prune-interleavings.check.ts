import { describe, expect, it } from "vitest";
import { explore } from "../simulated/exploration.ts";
import { beginPruning, type PruneSetting } from "./prune-interleaving.ts";

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

describe("pruning beside callers leaves a good result, produced no more often than without pruning, in every order of their store operations:", () => {
  // Bounded by states, which are the same on every machine, and not by time.
  it.for(SETTINGS)("%s", { timeout: 0 }, async ([_title, setting, expected], { signal }) => {
    const begin = async () => await beginPruning(setting, expected);
    const { ends, states } = await explore(begin, { signal, mostStates: 30_000 });
    expect(ends).toBeGreaterThan(0);
    expect(states).toBeGreaterThan(ends);
  });
});
