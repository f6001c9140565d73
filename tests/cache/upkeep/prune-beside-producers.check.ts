import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Cache } from "../../../lib/cache/index.ts";
import { REPORT, sha256 } from "../cache-fixture.ts";
import { places } from "../places.ts";
import { LAYOUT } from "../report-layout.ts";
import { Workers } from "../workers.ts";
import { plantClaim, plantResult, type Kept } from "./kept.ts";
import { pruneAll } from "./collected.ts";

const PROCESSES = 8;
const ROUNDS = 10;
const TIMEOUT_MS = 120_000;
const DIGEST = sha256(REPORT);

/** The stored objects of a key before a round, and the number of productions that the round needs. */
const KINDS: readonly {
  readonly name: string;
  readonly productions: number;
  readonly plant: (kept: Kept, key: string) => Promise<void>;
}[] = [
  {
    name: "settled",
    productions: 0,
    plant: async (kept, key) => {
      await plantResult(kept, key);
      await plantClaim(kept, key);
    },
  },
  {
    name: "young",
    productions: 0,
    plant: async (kept, key) => {
      await plantResult(kept, key, { ageMs: 1_000 });
      await plantClaim(kept, key, { ageMs: 2_000 });
    },
  },
  {
    name: "damaged-before-good",
    productions: 0,
    plant: async (kept, key) => {
      await plantResult(kept, key, { damage: "truncated" });
      await plantResult(kept, key, { slot: 1 });
      for (const slot of [0, 1]) await plantClaim(kept, key, { slot });
    },
  },
  {
    name: "damaged-twice-before-good",
    productions: 0,
    plant: async (kept, key) => {
      for (const slot of [0, 1]) await plantResult(kept, key, { slot, damage: "bit-flipped" });
      await plantResult(kept, key, { slot: 2 });
    },
  },
  {
    name: "damaged",
    productions: 1,
    plant: async (kept, key) => {
      await plantResult(kept, key, { damage: "emptied" });
      await plantClaim(kept, key);
    },
  },
  {
    name: "damaged-throughout",
    productions: 1,
    plant: async (kept, key) => {
      for (const slot of [0, 1, 2]) await plantResult(kept, key, { slot, damage: "truncated" });
    },
  },
  {
    name: "given-up",
    productions: 1,
    plant: async (kept, key) => await plantClaim(kept, key),
  },
  { name: "new", productions: 1, plant: async () => await Promise.resolve() },
];

let kept: Kept;
let workers: Workers;

beforeAll(async () => {
  workers = await Workers.start(PROCESSES);
  const { root } = workers;
  kept = { root, place: { store: await places().open(root), layout: LAYOUT } };
}, TIMEOUT_MS);

afterAll(async () => await workers.discard());

/** Every process asks for the key at the same moment: how many produced it, and how many got that result. */
async function race(key: string, inMs: number) {
  const at = Date.now() + inMs;
  const answers = (await workers.ask(key, { at, waitMs: 20_000 })).flat();
  const winners = answers.filter((answer) => answer === `produced ${DIGEST}`).length;
  const hits = answers.filter((answer) => answer === `hit ${DIGEST}`).length;
  return { winners, hits };
}

describe(`pruning repeatedly while ${PROCESSES} processes request a key simultaneously`, () => {
  it.each(KINDS)(
    `that is $name: $productions produce it, all get it, ${ROUNDS} rounds long`,
    async ({ name, productions, plant }) => {
      let pruned = 0;
      const hasWork = !["young", "given-up", "new"].includes(name);
      // On a busy machine or a slow store the pruner may come too late for all of them: then a few more.
      const isEnough = (round: number) => round >= ROUNDS && (pruned > 0 || !hasWork);
      for (let round = 0; !isEnough(round) && round < 4 * ROUNDS; round++) {
        const key = `${name}-${round}`;
        await plant(kept, key);
        // Early rounds begin before the pruner comes to the key, late ones when it is done with it.
        const racing = race(key, 10 + 12 * round);
        const pruneOnce = async () => {
          const done = (await pruneAll(kept.place)).filter((one) => one.key === key && !one.busy);
          pruned += done.length;
        };
        let pruning = pruneOnce();
        while ((await Promise.race([racing, pruning])) === undefined) pruning = pruneOnce();
        await pruning;
        expect(await racing).toEqual({ winners: productions, hits: PROCESSES - productions });
        expect(await workers.productionsOf(key)).toBe(productions);
        const cache = new Cache({ ...kept.place, leaseMs: 1_000, concurrency: 1 });
        expect((await cache.get(key))?.sha256).toBe(DIGEST);
      }
      // Otherwise this proves nothing: pruning did happen in between, where there was something to do.
      expect(pruned > 0).toBe(hasWork);
    },
    TIMEOUT_MS,
  );
});
