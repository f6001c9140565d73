import { describe, expect, it } from "vitest";
import { check, type Defines } from "./spin.ts";

/** An operator erases the result (docs/decisions/0033). */
const TOMBSTONES: Defines = { ERASE: true, TOMBSTONES: true, SLOTS: 4, GENERATIONS: 3 };

/** A title, and the size of the model. The nightly settings have over ten million states each. */
const SETTINGS: readonly (readonly [string, Defines])[] = [
  ["two callers, three faults", { CALLERS: 2, FAULTS: 3 }],
  ["two callers, two faults, a hold-off after two failures", { CALLERS: 2, FAULTS: 2, FREE: 2 }],
  ["three callers, one fault", { CALLERS: 3, FAULTS: 1 }],
  ["renewal, two callers, one fault", { RENEWAL: true, FAULTS: 1 }],
  ["tombstones, two callers, one fault", { ...TOMBSTONES, FAULTS: 1 }],
];
const NIGHTLY: typeof SETTINGS = [["two callers, four faults", { CALLERS: 2, FAULTS: 4 }]];
const isNightly = process.env["MODEL_SETTING"] === "nightly";

describe("every state of the model keeps every invariant:", () => {
  it.for(isNightly ? NIGHTLY : SETTINGS)("%s", async ([_title, defines], { signal }) => {
    const { broken, states } = await check(defines, signal);
    expect(broken).toBeUndefined();
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
  ["CLOCK_AFTER_LIST", "PRODUCED_ONCE", { RENEWAL: true, FAULTS: 0 }],
  ["RENEWS_FOREVER", "SOMEBODY_GOES_ON", { RENEWAL: true, FAULTS: 1 }],
  ["ERASED_CALLS_GO_ON", "STAYS_ERASED", { ...TOMBSTONES, FAULTS: 1 }],
  ["NEXT_SLOT_NOT_COVERED", "STAYS_ERASED", { ...TOMBSTONES, FAULTS: 1 }],
];

describe("the checker finds what a protocol without one of its rules breaks:", () => {
  it.for(MUTANTS)("%s breaks %s", async ([mutant, invariant, defines = {}], { signal }) => {
    const { broken } = await check({ FAULTS: 2, [mutant]: true, ...defines }, signal);
    expect(broken).toBe(invariant);
  });
});

it("an erased result comes back without a new request today, with no fault at all", async ({
  signal,
}) => {
  const { broken } = await check({ ERASE: true, FAULTS: 0 }, signal);
  expect(broken).toBe("STAYS_ERASED");
});
