import { beforeEach, describe, expect, it } from "vitest";
import { rejectionOf } from "../store/temp-folder.ts";
import {
  changed,
  claimNames,
  countOf,
  deadOwner,
  Gate,
  heldWork,
  outOfInk,
  KEY,
  livingOwner,
  openCache,
  outcomeOf,
  plantClaim,
  REPORT,
  resultNames,
  setAge,
  Work,
  type Fixture,
} from "./cache-fixture.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const IN_PROGRESS = { code: "in_progress", status: 409, retryAfterSeconds: 1 };

let fixture: Fixture;
let work: Work;
beforeEach(async () => {
  fixture = await openCache();
  work = new Work();
});

const answer = async () => await outcomeOf(fixture, work);

describe("taking a claim over", () => {
  const CONTENDERS = 8;

  it(`succeeds for one of ${CONTENDERS} that see the same dead owner; the others wait for that one`, async () => {
    await plantClaim(fixture, { owner: await deadOwner() });
    const gate = new Gate();
    work = new Work(async () => {
      await gate.opened;
      return REPORT;
    });
    const { root, store } = fixture;
    const contenders = await Promise.all(
      Array.from({ length: CONTENDERS }, async () => await openCache({ root })),
    );
    let refused = 0;
    const answers = contenders.map(async ({ cache }) => {
      try {
        return (await cache.getOrCreate(KEY, work.produce)).hit;
      } catch (error) {
        // The winner's claim stands until all others have seen it.
        if (++refused === CONTENDERS - 1) gate.open();
        return error;
      }
    });
    const outcomes = await Promise.all(answers);
    expect(outcomes.filter((outcome) => outcome === false)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome !== false)).toMatchObject(
      Array.from({ length: CONTENDERS - 1 }, () => IN_PROGRESS),
    );
    expect(work.started).toBe(1);
    expect(await claimNames(store)).toEqual(["0/0", "0/1"]);
    const events = contenders.flatMap((contender) => contender.events);
    expect([countOf(events, "take_over"), countOf(events, "conflict")]).toEqual([
      1,
      CONTENDERS - 1,
    ]);
  });

  it("looks for the result once more, and does not produce one that was stored after the first lookup", async () => {
    const producer = await openCache();
    await producer.cache.getOrCreate(KEY, new Work().produce);
    const stored = await producer.store.get(`reports/${KEY}/0.pdf`);
    await plantClaim(fixture, { owner: await deadOwner() });
    const { root, store } = fixture;
    fixture = await openCache({
      root,
      through: (real) =>
        changed(real, {
          create: async (key, body, metadata) => {
            if (key.endsWith("/1")) {
              await store.create(`reports/${KEY}/0.pdf`, REPORT, stored?.metadata);
            }
            return await real.create(key, body, metadata);
          },
        }),
    });
    expect(await fixture.cache.getOrCreate(KEY, work.produce)).toMatchObject({ hit: true });
    expect(work.started).toBe(0);
    expect(await resultNames(store)).toEqual(["0.pdf"]);
  });

  it("from an owner that is only slow leaves one result, and the slow owner gets that one", async () => {
    const { produce, begun, gate } = heldWork();
    const slowly = fixture.cache.getOrCreate(KEY, produce);
    await begun;
    await setAge(fixture.root, `claims/${KEY}/0/0`, HOUR);
    const other = await openCache({ root: fixture.root });
    const fast = await other.cache.getOrCreate(KEY, work.produce);
    gate.open();
    expect(fast).toMatchObject({ hit: false });
    expect(await slowly).toMatchObject({ hit: true, nonce: fast.nonce });
    expect(await resultNames(fixture.store)).toEqual(["0.pdf"]);
    expect(await claimNames(fixture.store)).toEqual(["0/0", "0/1"]);
  });

  it("from a slow owner that then fails leaves the successor's claim alone", async () => {
    const { produce, begun, gate } = heldWork(outOfInk);
    const slowly = rejectionOf(fixture.cache.getOrCreate(KEY, produce));
    await begun;
    await setAge(fixture.root, `claims/${KEY}/0/0`, HOUR);
    await plantClaim(fixture, { generation: 1, owner: await livingOwner() });
    gate.open();
    expect(await slowly).toMatchObject({ message: "out of ink" });
    expect(await answer()).toBe("in_progress");
  });
});
