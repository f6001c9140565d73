import { beforeEach, describe, expect, it } from "vitest";
import { decodeClaim } from "../../lib/cache/claim.ts";
import { end, identityOfProcess, idleProcess, zombie } from "../store/child-processes.ts";
import { bytes, rejectionOf } from "../store/temp-folder.ts";
import {
  changed,
  claimNames,
  deadOwner,
  KEY,
  LEASE_MS,
  openCache,
  outcomeOf,
  plantClaim,
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

const answer = async () => await outcomeOf(fixture, work);

describe("a claim of another owner", () => {
  it("is answered with in_progress for its lease and two seconds, then taken over", async () => {
    await plantClaim(fixture, { ageMs: LEASE_MS - 10_000 });
    const refusal = await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce));
    expect(refusal).toMatchObject({ ...IN_PROGRESS, details: { cache_key: KEY } });
    expect(work.started).toBe(0);
    await setAge(fixture.root, `claims/${KEY}/0/0`, LEASE_MS + MARGIN_MS + 100);
    expect(await answer()).toBe("expired");
    expect(work.started).toBe(1);
    expect(await claimNames(fixture.store)).toEqual(["0/0", "0/1"]);
  });

  it("has its own lease, not the reader's", async () => {
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

  it("dated a little ahead is live, as if it were created now", async () => {
    await plantClaim(fixture, { ageMs: -10_000 });
    expect(await answer()).toBe("in_progress");
    await plantClaim(fixture, { ageMs: -10_000, generation: 1, leaseMs: 0 });
    expect(await answer()).toBe("in_progress");
  });
});

describe("a claim whose owner", () => {
  it("has ended is taken over immediately, whatever its lease", async () => {
    const child = await idleProcess();
    const owner = { instance: "another", ...identityOfProcess(child.pid) };
    await plantClaim(fixture, { owner, leaseMs: 1e12 });
    expect(await answer()).toBe("in_progress");
    await end(child);
    expect(await answer()).toBe("dead");
  });

  it("is a zombie is taken over immediately", async () => {
    const owner = { instance: "another", ...identityOfProcess(await zombie()) };
    await plantClaim(fixture, { owner });
    expect(await answer()).toBe("dead");
  });

  it("has lost its pid to another process is taken over immediately", async () => {
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
    ["states no boot id", { boot: undefined }],
    ["states no pid namespace", { pidNamespace: undefined }],
  ])("%s keeps it for its lease, no longer", async (_, unknown) => {
    await plantClaim(fixture, { owner: { ...(await deadOwner()), ...unknown } });
    expect(await answer()).toBe("in_progress");
    await setAge(fixture.root, `claims/${KEY}/0/0`, LEASE_MS + MARGIN_MS + 100);
    expect(await answer()).toBe("expired");
  });
});

describe("a released claim", () => {
  it("is taken over immediately", async () => {
    await plantClaim(fixture, {});
    await fixture.store.create(`claims/${KEY}/0/0.nonce-0.released`, new Uint8Array());
    expect(await answer()).toBe("released");
  });

  it.each(["0.nonce-1.released", "1.nonce-0.released", "0.released", "0..released"])(
    "is not released by %s, which is the release of another claim",
    async (name) => {
      await plantClaim(fixture, {});
      await fixture.store.create(`claims/${KEY}/0/${name}`, new Uint8Array());
      expect(await answer()).toBe("in_progress");
    },
  );

  it("does not end its successor", async () => {
    await plantClaim(fixture, {});
    await fixture.store.create(`claims/${KEY}/0/0.nonce-0.released`, new Uint8Array());
    await plantClaim(fixture, { generation: 1 });
    expect(await answer()).toBe("in_progress");
  });

  it("is left by a failed production, and another process may produce immediately", async () => {
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

  it("may be missing: a failed release is reported, and the call rejects with the production's error", async () => {
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

  it("that cannot be written is reported when it is unknown whether there was a claim", async () => {
    const offline = new Error("offline");
    const create = async () => await Promise.reject(offline);
    const { root, store } = fixture;
    await store.create("probe/create-only", bytes(""));
    fixture = await openCache({
      root,
      through: (real) =>
        changed(real, {
          create: async (key, ...rest) =>
            key.startsWith("claims/") ? await create() : await real.create(key, ...rest),
        }),
    });
    await rejectionOf(fixture.cache.getOrCreate(KEY, work.produce));
    expect(fixture.events).toEqual([{ type: "release_failed", key: KEY, error: offline }]);
  });
});
