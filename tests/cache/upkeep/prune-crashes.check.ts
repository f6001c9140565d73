import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { Cache } from "../../../lib/cache/index.ts";
import { temporaryFolder } from "../../store/temp-folder.ts";
import { REPORT, Work } from "../cache-fixture.ts";
import { ageAll, namesOf, openPlace, plantClaim, plantResult, type Kept } from "./kept.ts";
import type { PruneWorkerArguments } from "./prune-worker.ts";
import { pruneAll } from "./collected.ts";
import { verifyAll } from "./collected.ts";

const KEYS = ["settled", "damaged-before-good", "damaged"];

async function bundlePruner(): Promise<string> {
  const outfile = join(await temporaryFolder(), "prune-worker.mjs");
  const entryPoints = [join(import.meta.dirname, "prune-worker.ts")];
  await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm" });
  return outfile;
}

async function plantAll(): Promise<Kept> {
  const kept = await openPlace();
  for (const key of KEYS) await plantClaim(kept, key);
  await plantResult(kept, "settled");
  await plantResult(kept, "damaged-before-good", { damage: "truncated" });
  await plantResult(kept, "damaged-before-good", { slot: 1 });
  await plantResult(kept, "damaged", { damage: "emptied" });
  return kept;
}

/** Runs the pruner; true when it was killed. */
async function killedAt(script: string, { root }: Kept, nth: number): Promise<boolean> {
  const args: PruneWorkerArguments = [root, String(nth)];
  const [, signal]: unknown[] = await once(fork(script, args, { execArgv: [] }), "exit");
  return signal === "SIGKILL";
}

it("killed before any one of its changes, pruning leaves a store that works", async () => {
  const script = await bundlePruner();
  let points = 0;
  for (let killed = true; killed; points++) {
    const kept = await plantAll();
    killed = await killedAt(script, kept, points);
    const cache = new Cache({ ...kept.place, leaseMs: 30_000, concurrency: 1 });
    for (const key of KEYS) {
      const work = new Work();
      const { body } = await cache.getOrCreate(key, work.produce);
      expect([...body]).toEqual([...REPORT]);
      expect(work.started).toBeLessThanOrEqual(key === "settled" ? 0 : 1);
      expect((await cache.getOrCreate(key, work.produce)).hit).toBe(true);
    }
    // The next one, a day later, finishes what this one began.
    await ageAll(kept);
    await pruneAll(kept.place);
    await ageAll(kept);
    await pruneAll(kept.place);
    expect((await verifyAll(kept.place)).damaged).toEqual([]);
    expect((await namesOf(kept)).filter((name) => name.startsWith("claims/"))).toEqual([]);
    for (const key of KEYS) expect(await cache.peek(key)).toBeDefined();
  }
  expect(points).toBeGreaterThan(20);
});
