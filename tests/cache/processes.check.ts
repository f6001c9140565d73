import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeClaim } from "../../lib/cache/claim.ts";
import type { ObjectStore } from "../../lib/store/contract.ts";
import { ownProcess } from "../../lib/store/process-identity.ts";
import { REPORT, sha256 } from "./cache-fixture.ts";
import { places } from "./places.ts";
import type { WorkerRequest } from "./worker.ts";
import { Workers } from "./workers.ts";
import { listAll } from "../../lib/store/list-all.ts";

const { processes: PROCESSES, calls: CALLS } = places().crowd;
const ALL = PROCESSES * CALLS;
const TIMEOUT_MS = 120_000;
const DIGEST = sha256(REPORT);

let store: ObjectStore;
let workers: Workers;

beforeAll(async () => {
  workers = await Workers.start(PROCESSES);
  store = await places().open(workers.root);
}, TIMEOUT_MS);

afterAll(async () => await workers.discard());

/** All processes ask for the key at the same moment: how often each answer was given. */
async function race(key: string, request: Partial<WorkerRequest> = {}) {
  const at = Date.now() + 25;
  const answers = await workers.ask(key, { at, calls: CALLS, ...request });
  const counts = new Map<string, number>();
  for (const answer of answers.flat()) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return counts;
}

async function storedFor(key: string) {
  const results = await listAll(store, `reports/${key}/`);
  return await Promise.all(
    results.map(async (result) => sha256((await store.get(result.key))?.body ?? new Uint8Array())),
  );
}

/** One production, one stored result, and for all others the same bytes or that it is in progress. */
async function expectOneProduction(key: string, counts: ReadonlyMap<string, number>) {
  const {
    [`produced ${DIGEST}`]: produced,
    [`hit ${DIGEST}`]: hits = 0,
    in_progress = 0,
    ...others
  } = Object.fromEntries(counts);
  expect(others).toEqual({});
  expect({ produced, all: (produced ?? 0) + hits + in_progress }).toEqual({
    produced: 1,
    all: ALL,
  });
  expect(await workers.productionsOf(key)).toBe(1);
  expect(await storedFor(key)).toEqual([DIGEST]);
}

describe(`${PROCESSES} processes with ${CALLS} requests each, released by a barrier`, () => {
  it(
    "produce a key once in each of 20 rounds; every other request fails with in_progress or gets the same bytes",
    async () => {
      for (let round = 0; round < 20; round++) {
        const key = `round-${round}`;
        await expectOneProduction(key, await race(key));
        expect(await race(key)).toEqual(new Map([[`hit ${DIGEST}`, ALL]]));
      }
    },
    TIMEOUT_MS,
  );

  it(
    "take over a dead owner's claim once in each of 5 rounds",
    async () => {
      for (let round = 0; round < 5; round++) {
        const key = `abandoned-${round}`;
        const owner = { ...ownProcess(), instance: "dead", startTime: "1" };
        await store.create(`claims/${key}/0/0`, encodeClaim("nonce", 600_000, owner));
        await expectOneProduction(key, await race(key));
        const claims = (await listAll(store, `claims/${key}/`)).map((claim) => claim.key);
        expect(claims.slice(0, 2)).toEqual([`claims/${key}/0/0`, `claims/${key}/0/1`]);
      }
    },
    TIMEOUT_MS,
  );

  it(
    "all get the one result when they wait, in each of 3 rounds",
    async () => {
      for (let round = 0; round < 3; round++) {
        const key = `waited-for-${round}`;
        const counts = await race(key, { waitMs: 20_000 });
        await expectOneProduction(key, counts);
        expect(counts.get(`hit ${DIGEST}`)).toBe(ALL - 1);
      }
    },
    TIMEOUT_MS,
  );
});
