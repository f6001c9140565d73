import { beforeEach, describe, expect, it } from "vitest";
import { ClarityError } from "../../lib/errors.ts";
import { bytes, rejectionOf } from "../store/temp-folder.ts";
import {
  changed,
  claimNames,
  countOf,
  deadOwner,
  KEY,
  LEASE_MS,
  openCache,
  outcomeOf,
  plantClaim,
  REPORT,
  setAge,
  Work,
  type Fixture,
} from "./cache-fixture.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let fixture: Fixture;
let work: Work;
beforeEach(async () => {
  fixture = await openCache();
  work = new Work();
});

const answer = async () => await outcomeOf(fixture, work);

describe("generations of claims", () => {
  it("are compared as numbers: 10 comes after 9", async () => {
    await plantClaim(fixture, {});
    await plantClaim(fixture, { generation: 9 });
    await plantClaim(fixture, { generation: 10, ageMs: 2 * HOUR });
    expect(await answer()).toBe("expired");
    expect(await claimNames(fixture.store)).toContain("0/11");
  });

  it("are judged by the newest one: an older one's lease means nothing", async () => {
    await plantClaim(fixture, { generation: 0, leaseMs: 1e12 });
    await plantClaim(fixture, { generation: 1, owner: await deadOwner() });
    expect(await answer()).toBe("dead");
  });

  it("ignore names that are not generations", async () => {
    const others = ["99.nonce.released", "01", "1e3", "x"];
    await plantClaim(fixture, { owner: await deadOwner() });
    for (const name of others) await fixture.store.create(`claims/${KEY}/0/${name}`, bytes("{}"));
    expect(await answer()).toBe("dead");
    expect(await claimNames(fixture.store)).toContain("0/1");
  });

  it("0 to 2 follow each other without a pause, though each one's owner dies", async () => {
    const owner = await deadOwner();
    await plantClaim(fixture, { owner });
    await plantClaim(fixture, { owner, generation: 1 });
    expect(await answer()).toBe("dead");
    expect(await claimNames(fixture.store)).toEqual(["0/0", "0/1", "0/2"]);
  });

  it.each([
    { generation: 2, waitMs: 2 * LEASE_MS },
    { generation: 3, waitMs: 4 * LEASE_MS },
    { generation: 5, waitMs: 16 * LEASE_MS },
    { generation: 8, waitMs: HOUR },
    { generation: 5_000, waitMs: HOUR },
  ])("after $generation are held off for $waitMs ms, in every process", async (after) => {
    const { generation, waitMs } = after;
    await plantClaim(fixture, {});
    await plantClaim(fixture, { owner: await deadOwner(), generation });
    const refusal = await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce));
    expect(refusal).toMatchObject({ code: "held_off", status: 503, details: { cache_key: KEY } });
    expect(secondsOf(refusal)).toBeGreaterThan(waitMs / 1_000 - 10);
    expect(secondsOf(refusal)).toBeLessThanOrEqual(waitMs / 1_000);
    expect(countOf(fixture.events, "hold_off")).toBe(1);

    const { cache } = await openCache({ root: fixture.root });
    await setAge(fixture.root, `claims/${KEY}/0/${generation}`, waitMs - 20_000);
    const later = secondsOf(await rejectionOf(cache.getOrCreate(KEY, work.produce)));
    expect(later).toBeGreaterThan(10);
    // The file system's clock may lag behind ours by a tick.
    expect(later).toBeLessThanOrEqual(21);
    expect(work.started).toBe(0);

    await setAge(fixture.root, `claims/${KEY}/0/${generation}`, waitMs + 100);
    expect(await answer()).toBe("dead");
  });

  it("are held off when released, too", async () => {
    for (const generation of [0, 1, 2]) {
      await plantClaim(fixture, { generation });
      const release = `claims/${KEY}/0/${generation}.nonce-${generation}.released`;
      await fixture.store.create(release, new Uint8Array());
    }
    expect(await answer()).toBe("held_off");
    await setAge(fixture.root, `claims/${KEY}/0/2`, 2 * LEASE_MS + 100);
    expect(await answer()).toBe("released");
  });

  it("are not held off once the result is stored", async () => {
    const owner = await deadOwner();
    for (const generation of [0, 1, 2]) await plantClaim(fixture, { owner, generation });
    const producer = await openCache();
    const { nonce = "" } = await producer.cache.getOrCreate(KEY, new Work().produce);
    const { root, store } = fixture;
    fixture = await openCache({
      root,
      through: (real) =>
        changed(real, {
          create: async (key, body, metadata) => {
            // The last owner's result, stored after we looked for it.
            const stored = await producer.store.get(`reports/${KEY}/0.pdf`);
            await store.create(`reports/${KEY}/0.pdf`, REPORT, stored?.metadata);
            return await real.create(key, body, metadata);
          },
        }),
    });
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({ hit: true, nonce });
    expect(work.started).toBe(0);
  });
});

/** After how many whole seconds a refused caller may retry. */
function secondsOf(error: unknown): number {
  const seconds = error instanceof ClarityError ? error.retryAfterSeconds : undefined;
  return Number.isInteger(seconds) && seconds !== undefined ? seconds : Number.NaN;
}
