import { afterEach, describe, expect, it, vi } from "vitest";
import { describeObjectStore } from "../store/contract.ts";
import { MemoryStore } from "./simulated/memory-store.ts";
import { World } from "./simulated/world.ts";

vi.mock(
  "../../lib/store/process-identity.ts",
  async () => await import("./simulated/processes.ts"),
);

/** Each seed is another world. To see one again, put the seed of the message into `FIRST_SEEDS` alone. */
const FIRST_SEEDS = [1, 501, 1_001, 1_501];
const WORLDS = 500;

/** What has to have happened somewhere, or the worlds are too peaceful to tell anything. */
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

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("hosts that share a store, whatever goes wrong,", () => {
  it.each(FIRST_SEEDS)(
    `store one result, serve nothing else, and are never blocked for good, in ${WORLDS} worlds from seed %i on`,
    async (first) => {
      for (let seed = first; seed < first + WORLDS; seed++) {
        expect(await violationsOf(seed)).toBe("");
      }
    },
  );

  it("do the same again when the seed is the same", async () => {
    const traces: string[] = [];
    for (const seed of [7, 7, 8]) {
      const world = new World(seed);
      await world.run();
      traces.push(world.describe().replaceAll(/[0-9a-f-]{36}/g, "nonce"));
    }
    expect(traces[1]).toBe(traces[0]);
    expect(traces[2]).not.toBe(traces[0]);
  });

  it("have met everything that can go wrong", () => {
    expect(EXPECTED.filter((what) => !total.has(what))).toEqual([]);
  });
});

const memory = new MemoryStore(Date.now);
describeObjectStore("MemoryStore", async () => await Promise.resolve(memory));
