import { expect, it } from "vitest";
import { explore } from "../simulated/exploration.ts";
import { beginPruning, type PruneSetting } from "./prune-interleaving.ts";

const GOOD = { slots: ["good"], claims: [0], pruners: 0 } as const;
const SECONDS = 1_000;
const YOUNG = { ...GOOD, ageMs: 10 * SECONDS };

const SETTINGS: readonly (readonly [string, PruneSetting])[] = [
  ["one caller", { ...GOOD, erasers: 1, callers: 1 }],
  ["one caller, soon after the report was stored", { ...YOUNG, erasers: 1, callers: 1 }],
  ["two callers, soon after the report was stored", { ...YOUNG, erasers: 1, callers: 2 }],
];

it.for(SETTINGS)(
  "an erased report is produced once more, in every order of the store operations of its erasure and %s",
  { timeout: 0 },
  async ([_title, setting], { signal }) => {
    const begin = async () => await beginPruning(setting, 1);
    const { ends, states } = await explore(begin, { signal, mostStates: 10_000 });
    expect(ends).toBeGreaterThan(1);
    expect(states).toBeGreaterThan(ends);
  },
);
