import { describe, expect, it } from "vitest";
import { explore, UnfinishedExploration } from "./simulated/exploration.ts";
import { beginInterleaving, type Setting } from "./simulated/interleaving.ts";

const TWO = { calls: [1, 1], isOneMachine: true, dead: 0 };
const THREE = { ...TWO, calls: [1, 1, 1] };

/** Bounded by states, which are the same on every machine, and not by time. */
const NO_TIME_LIMIT = { timeout: 0 };

/** A title, a setting, and the most states that it may have: about twice as many as it has. */
const SETTINGS: readonly (readonly [string, Setting, number])[] = [
  ["two contenders", { ...TWO, faults: 0 }, 100],
  ["two contenders, one fault", { ...TWO, faults: 1 }, 2_000],
  ["two contenders on two machines, one fault", { ...TWO, isOneMachine: false, faults: 1 }, 2_000],
  ["two contenders, two faults", { ...TWO, faults: 2 }, 16_000],
  ["two contenders after a dead owner, one fault", { ...TWO, dead: 1, faults: 1 }, 5_000],
  ["two contenders after two dead owners, one fault", { ...TWO, dead: 2, faults: 1 }, 5_000],
  ["two contenders after three dead owners, one fault", { ...TWO, dead: 3, faults: 1 }, 1_500],
  [
    "two contenders, of which one calls twice, one fault",
    { ...TWO, calls: [2, 1], faults: 1 },
    12_000,
  ],
  ["three contenders", { ...THREE, faults: 0 }, 800],
  ["three contenders after a dead owner", { ...THREE, dead: 1, faults: 0 }, 3_000],
];

describe("contenders for one key leave one result, no more productions than faults plus one, and no orphaned claim, in every order of their store operations:", () => {
  it.for(SETTINGS)("%s", NO_TIME_LIMIT, async ([_title, setting, mostStates], { signal }) => {
    const begin = async () => await beginInterleaving(setting);
    const { ends, states } = await explore(begin, { signal, mostStates });
    expect(ends).toBeGreaterThan(1);
    expect(states).toBeGreaterThan(ends);
  });
});

const beginOne = async () => await beginInterleaving({ ...TWO, faults: 1 });

describe("an exploration that ends early", () => {
  it("says so and accuses nothing when there are more states than expected", async ({ signal }) => {
    const explored = explore(beginOne, { signal, mostStates: 50 });
    await expect(explored).rejects.toThrow(UnfinishedExploration);
    await expect(explored).rejects.toThrow("more than 50 states, all of them sound so far");
  });

  it("stops with its test, and one that runs beside it goes on undisturbed", async ({ signal }) => {
    const stopping = new AbortController();
    const stopped = explore(beginOne, { signal: stopping.signal, mostStates: 2_000 });
    const complete = explore(beginOne, { signal, mostStates: 2_000 });
    setTimeout(() => stopping.abort(), 20);
    await expect(stopped).rejects.toThrow(UnfinishedExploration);
    expect((await complete).states).toBeGreaterThan(500);
  });
});
