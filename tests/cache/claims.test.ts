import { beforeEach, describe, expect, it } from "vitest";
import { decodeClaim } from "../../lib/cache/claim.ts";
import { ClarityError } from "../../lib/errors.ts";
import { end, identityOfProcess, idleProcess, zombie } from "../store/child-processes.ts";
import { bytes, rejectionOf } from "../store/temp-folder.ts";
import {
  changed,
  claimNames,
  countOf,
  deadOwner,
  Gate,
  KEY,
  LEASE_MS,
  livingOwner,
  openCache,
  plantClaim,
  REPORT,
  resultNames,
  setAge,
  Work,
  type Fixture,
} from "./cache-fixture.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MARGIN_MS = 2_000;
const IN_PROGRESS = { code: "in_progress", status: 409, retryAfterSeconds: 1 };

let fixture: Fixture;
let work: Work;
beforeEach(async () => {
  fixture = await openCache();
  work = new Work();
});

/** What a request is answered when the claims are as they are: why it took over, or what it was told. */
async function answer(): Promise<string> {
  const before = fixture.events.length;
  const ask = fixture.cache.getOrCreate(KEY, work.produce);
  const outcome = await ask.then(
    ({ hit }) => (hit ? "hit" : "produced"),
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "?"),
  );
  const takeOver = fixture.events.slice(before).find(({ type }) => type === "take_over");
  return takeOver !== undefined && "reason" in takeOver ? takeOver.reason : outcome;
}

describe("a claim of somebody else", () => {
  it("is answered with in_progress for its lease and two seconds, then taken over", async () => {
    await plantClaim(fixture, { ageMs: LEASE_MS - 10_000 });
    const told = await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce));
    expect(told).toMatchObject({ ...IN_PROGRESS, details: { cache_key: KEY } });
    expect(work.started).toBe(0);
    await setAge(fixture.root, `claims/${KEY}/0/0`, LEASE_MS + MARGIN_MS + 100);
    expect(await answer()).toBe("expired");
    expect(work.started).toBe(1);
    expect(await claimNames(fixture.store)).toEqual(["0/0", "0/1"]);
  });

  it("has its own lease, not that of the one who asks", async () => {
    await plantClaim(fixture, { leaseMs: 5 * MINUTE, ageMs: 4 * MINUTE });
    expect(await answer()).toBe("in_progress");
    await setAge(fixture.root, `claims/${KEY}/0/0`, 5 * MINUTE + MARGIN_MS + 100);
    expect(await answer()).toBe("expired");
  });

  it("whose lease is 10^12 ms is taken over after fifteen minutes", async () => {
    await plantClaim(fixture, { leaseMs: 1e12, ageMs: 14 * MINUTE });
    expect(await answer()).toBe("in_progress");
    await setAge(fixture.root, `claims/${KEY}/0/0`, 15 * MINUTE + MARGIN_MS + 100);
    expect(await answer()).toBe("expired");
  });

  it.each([
    ["empty", ""],
    ["not JSON", "%PDF-1.7"],
    ["cut short", '{"nonce": "0a1b", "lea'],
    ["null", "null"],
    ["a list", "[1, 2]"],
    ["without an owner", '{"nonce": "n", "lease_ms": null}'],
    ["with a negative lease", '{"lease_ms": -5}'],
  ])("that is %s has the default lease, and is then taken over", async (_, text) => {
    await plantClaim(fixture, { body: bytes(text), ageMs: LEASE_MS - 10_000 });
    expect(await answer()).toBe("in_progress");
    await setAge(fixture.root, `claims/${KEY}/0/0`, LEASE_MS + MARGIN_MS + 100);
    expect(await answer()).toBe("expired");
  });

  it("that comes from the far future does not block at all", async () => {
    await plantClaim(fixture, { ageMs: -365 * 24 * HOUR, leaseMs: 1e12 });
    expect(await answer()).toBe("expired");
  });

  it("dated a little ahead stands, as if it were made now", async () => {
    await plantClaim(fixture, { ageMs: -10_000 });
    expect(await answer()).toBe("in_progress");
    await plantClaim(fixture, { ageMs: -10_000, generation: 1, leaseMs: 0 });
    expect(await answer()).toBe("in_progress");
  });
});

describe("a claim whose owner", () => {
  it("has ended is taken over at once, whatever its lease", async () => {
    const child = await idleProcess();
    const owner = { instance: "another", ...identityOfProcess(child.pid) };
    await plantClaim(fixture, { owner, leaseMs: 1e12 });
    expect(await answer()).toBe("in_progress");
    await end(child);
    expect(await answer()).toBe("dead");
  });

  it("is a zombie is taken over at once", async () => {
    const owner = { instance: "another", ...identityOfProcess(await zombie()) };
    await plantClaim(fixture, { owner });
    expect(await answer()).toBe("dead");
  });

  it("has lost its pid to another process is taken over at once", async () => {
    await plantClaim(fixture, { owner: await deadOwner() });
    expect(await answer()).toBe("dead");
  });

  it("is stopped keeps it", async () => {
    const child = await idleProcess();
    child.kill("SIGSTOP");
    await plantClaim(fixture, { owner: { instance: "another", ...identityOfProcess(child.pid) } });
    expect(await answer()).toBe("in_progress");
  });

  it.each([
    ["is in another pid namespace", { pidNamespace: "1" }],
    ["ran before the last boot", { boot: "another" }],
    ["tells no boot id", { boot: undefined }],
    ["tells no pid namespace", { pidNamespace: undefined }],
  ])("%s keeps it for its lease, no longer", async (_, unknown) => {
    await plantClaim(fixture, { owner: { ...(await deadOwner()), ...unknown } });
    expect(await answer()).toBe("in_progress");
    await setAge(fixture.root, `claims/${KEY}/0/0`, LEASE_MS + MARGIN_MS + 100);
    expect(await answer()).toBe("expired");
  });
});

describe("a released claim", () => {
  it("is taken over at once", async () => {
    await plantClaim(fixture, {});
    await fixture.store.create(`claims/${KEY}/0/0.nonce-0.released`, new Uint8Array());
    expect(await answer()).toBe("released");
  });

  it.each(["0.nonce-1.released", "1.nonce-0.released", "0.released", "0..released"])(
    "is not one by %s, which is the release of another claim",
    async (name) => {
      await plantClaim(fixture, {});
      await fixture.store.create(`claims/${KEY}/0/${name}`, new Uint8Array());
      expect(await answer()).toBe("in_progress");
    },
  );

  it("says nothing about its successor", async () => {
    await plantClaim(fixture, {});
    await fixture.store.create(`claims/${KEY}/0/0.nonce-0.released`, new Uint8Array());
    await plantClaim(fixture, { generation: 1 });
    expect(await answer()).toBe("in_progress");
  });

  it("is what a failed production leaves, and the next one may start elsewhere at once", async () => {
    const failing = new Work(async () => await Promise.reject(new Error("out of ink")));
    await rejectionOf(fixture.cache.getOrCreate(KEY, failing.produce));
    const [claim, release] = await claimNames(fixture.store);
    const { nonce } = decodeClaim(
      (await fixture.store.get(`claims/${KEY}/0/0`))?.body ?? bytes(""),
    );
    expect([claim, release]).toEqual(["0/0", `0/0.${nonce}.released`]);
    fixture = await openCache({ root: fixture.root });
    expect(await answer()).toBe("released");
  });

  it("is not needed: a release that fails is observed, and the failure itself is passed on", async () => {
    const offline = new Error("offline");
    const fault = new Error("out of ink");
    fixture = await openCache({
      through: (store) =>
        changed(store, {
          create: async (key, body, metadata) => {
            if (key.endsWith(".released")) throw offline;
            return await store.create(key, body, metadata);
          },
        }),
    });
    work = new Work(async () => await Promise.reject(fault));
    expect(await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce))).toBe(fault);
    expect(fixture.events).toContainEqual({ type: "release_failed", key: KEY, error: offline });
  });
});

describe("generations of claims", () => {
  it("are compared as numbers: 10 comes after 9", async () => {
    await plantClaim(fixture, {});
    await plantClaim(fixture, { generation: 9 });
    await plantClaim(fixture, { generation: 10, ageMs: 2 * HOUR });
    expect(await answer()).toBe("expired");
    expect(await claimNames(fixture.store)).toContain("0/11");
  });

  it("stand for the newest alone: an older one's lease means nothing", async () => {
    await plantClaim(fixture, { generation: 0, leaseMs: 1e12 });
    await plantClaim(fixture, { generation: 1, owner: await deadOwner() });
    expect(await answer()).toBe("dead");
  });

  it("do not mind names that are no generations", async () => {
    const others = ["99.nonce.released", "01", "1e3", "x"];
    await plantClaim(fixture, { owner: await deadOwner() });
    for (const name of others) await fixture.store.create(`claims/${KEY}/0/${name}`, bytes("{}"));
    expect(await answer()).toBe("dead");
    expect(await claimNames(fixture.store)).toContain("0/1");
  });

  it("0 to 2 follow each other at once, though each one's owner dies", async () => {
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
  ])("after $generation are held off for $waitMs ms, whoever asks", async (after) => {
    const { generation, waitMs } = after;
    await plantClaim(fixture, {});
    await plantClaim(fixture, { owner: await deadOwner(), generation });
    const told = await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce));
    expect(told).toMatchObject({ code: "held_off", status: 503, details: { cache_key: KEY } });
    expect(secondsOf(told)).toBeGreaterThan(waitMs / 1_000 - 10);
    expect(secondsOf(told)).toBeLessThanOrEqual(waitMs / 1_000);
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

  it("are not held off once there is a result", async () => {
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

describe("taking a claim over", () => {
  const CONTENDERS = 8;

  it(`is for one of ${CONTENDERS} who see the same dead owner; the others wait for that one`, async () => {
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

  it("looks for the result once more: one that was stored after the first look is not made again", async () => {
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

  it("from an owner that is only slow leaves one result, which the slow one is answered with", async () => {
    const gate = new Gate();
    const started = new Gate();
    const slow = new Work(async () => {
      started.open();
      await gate.opened;
      return REPORT;
    });
    const slowly = fixture.cache.getOrCreate(KEY, slow.produce);
    await started.opened;
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
    const gate = new Gate();
    const started = new Gate();
    const failing = new Work(async () => {
      started.open();
      await gate.opened;
      throw new Error("out of ink");
    });
    const slowly = rejectionOf(fixture.cache.getOrCreate(KEY, failing.produce));
    await started.opened;
    await setAge(fixture.root, `claims/${KEY}/0/0`, HOUR);
    await plantClaim(fixture, { generation: 1, owner: await livingOwner() });
    gate.open();
    expect(await slowly).toMatchObject({ message: "out of ink" });
    expect(await answer()).toBe("in_progress");
  });
});

/** After how many whole seconds the one who was refused may come again. */
function secondsOf(error: unknown): number {
  const seconds = error instanceof ClarityError ? error.retryAfterSeconds : undefined;
  return Number.isInteger(seconds) && seconds !== undefined ? seconds : Number.NaN;
}
