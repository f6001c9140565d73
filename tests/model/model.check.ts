import { describe, expect, it } from "vitest";
import { check, type Defines } from "./spin.ts";

/** A title, and the size of the model. The nightly settings have over ten million states each. */
const SETTINGS: readonly (readonly [string, Defines])[] = [
  ["two callers, three faults", { CALLERS: 2, FAULTS: 3 }],
  ["two callers, two faults, a hold-off after two failures", { CALLERS: 2, FAULTS: 2, FREE: 2 }],
  ["three callers, one fault", { CALLERS: 3, FAULTS: 1 }],
];
const NIGHTLY: typeof SETTINGS = [
  ["two callers, four faults", { CALLERS: 2, FAULTS: 4 }],
  ["three callers, two faults", { CALLERS: 3, FAULTS: 2 }],
];
const isNightly = process.env["MODEL_SETTING"] === "nightly";

describe("every state of the model keeps every invariant:", () => {
  it.for(isNightly ? NIGHTLY : SETTINGS)("%s", async ([title, defines], { signal }) => {
    const { broken, states, output } = await check(defines, signal);
    console.info(`${title}: ${states} states`);
    expect(broken, output).toBeUndefined();
    expect(states).toBeGreaterThan(isNightly ? 10_000_000 : 10_000);
  });
});

/** What is wrong with the protocol, and the invariant that it breaks. */
const MUTANTS: readonly (readonly [string, string, Defines?])[] = [
  ["NO_SECOND_LOOK", "PRODUCED_ONCE"],
  ["OVERWRITES", "NOTHING_LOST"],
  ["SERVES_ITS_OWN", "SERVED_IS_STORED"],
  ["TRIES_THE_NEXT_SLOT", "ONE_GOOD_RESULT"],
  ["GENERATION_REUSED", "PRODUCED_ONCE"],
  ["NONCE_IGNORED", "NO_CLAIM_LEFT_BEHIND"],
  ["NO_WITHDRAWAL", "NO_CLAIM_LEFT_BEHIND"],
  ["ENDS_THE_NEWEST_CLAIM", "ONLY_OWN_CLAIMS_END"],
  ["LEASES_NEVER_END", "SOMEBODY_GOES_ON"],
  ["NO_HOLD_OFF", "HELD_OFF", { FREE: 2 }],
  ["HOLD_OFF_FOREVER", "SOMEBODY_GOES_ON", { FREE: 2 }],
];

describe("the checker finds what a protocol without one of its rules breaks:", () => {
  it.for(MUTANTS)("%s breaks %s", async ([mutant, invariant, defines = {}], { signal }) => {
    const { broken, output } = await check({ FAULTS: 2, [mutant]: true, ...defines }, signal);
    expect(broken, output).toBe(invariant);
  });
});
