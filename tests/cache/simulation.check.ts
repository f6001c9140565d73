import { describe, expect, it } from "vitest";
import { describeObjectStore } from "../store/contract.ts";
import { MemoryStore } from "./simulated/memory-store.ts";
import { World } from "./simulated/world.ts";

/** Each seed is another world. To run one again, put the seed from the message into `FIRST_SEEDS` alone. */
const FIRST_SEEDS = [1, 501, 1_001, 1_501];
const WORLDS = 500;

/** Events that have to happen in some world. Otherwise the worlds are too peaceful to prove anything. */
const EXPECTED = `
  crash, pause, kill, damage, smudge, jump, produced, production_failed, take_over, hold_off,
  held-off take-over, paused take-over, conflict, bad_object, release, withdrawal, release_failed, determinism_fault,
  answer: hit, answer: produced, answer: production failed, answer: interrupted, answer: in_progress, answer: held_off,
  answer: no_capacity, answer: slots_exhausted, answer: store_unavailable`
  .split(",")
  .map((what) => what.trim());

const total = new Map<string, number>();

async function violationsOf(seed: number): Promise<string> {
  const world = new World(seed);
  await world.run();
  for (const [what, times] of world.ledger.counts) total.set(what, (total.get(what) ?? 0) + times);
  return world.ledger.violations.length === 0 ? "" : `seed ${seed}: ${world.describe()}`;
}

async function traceOf(seed: number): Promise<string> {
  const world = new World(seed);
  await world.run();
  return world.describe();
}

describe("hosts that share a store", () => {
  // Bounded by worlds and their events, and not by time.
  it.for(FIRST_SEEDS)(
    `store one result, serve nothing else and are never blocked for good, whatever fails, in ${WORLDS} worlds from seed %i on`,
    { timeout: 0 },
    async (first, { signal }) => {
      for (let seed = first; seed < first + WORLDS; seed++) {
        signal.throwIfAborted();
        expect(await violationsOf(seed)).toBe("");
      }
    },
  );

  it("behave the same when the seed is the same", async () => {
    const traces: string[] = [];
    for (const seed of [7, 7, 8]) traces.push(await traceOf(seed));
    expect(traces[1]).toBe(traces[0]);
    expect(traces[2]).not.toBe(traces[0]);
  });

  it("do not notice another simulation that runs at the same time", async () => {
    const alone = [await traceOf(7), await traceOf(8)];
    expect(await Promise.all([traceOf(7), traceOf(8)])).toEqual(alone);
  });

  it("have met every kind of failure in these worlds", () => {
    expect(EXPECTED.filter((what) => !total.has(what))).toEqual([]);
  });
});

const memory = new MemoryStore(Date.now);
describeObjectStore("MemoryStore", async () => await Promise.resolve(memory));
