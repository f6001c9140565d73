import { describe, expect, it } from "vitest";
import type { Claim } from "../../lib/cache/claim.ts";
import type { ClaimHistory } from "../../lib/cache/claim-history.ts";
import { claimStateOf, holdOffMs, type NewestClaim } from "../../lib/cache/claim-state.ts";
import { isDead, ownProcess } from "../../lib/store/process-identity.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DEFAULT_LEASE = 30 * SECOND;
const MARGIN = 2 * SECOND;
const NOW = Date.UTC(2026, 10, 1);
const US = "our instance";

const live = { ...ownProcess(), instance: "another instance" };
const dead = { ...live, startTime: "1" };

/** A claim by a live process with a lease of ten seconds, made `ageMs` ago. */
function claimed(ageMs: number, changes: Partial<Claim> = {}): NewestClaim {
  const claim = { nonce: "nonce", leaseMs: 10 * SECOND, owner: live, ...changes };
  const history = { newest: 0, counted: 0, countedAt: undefined, withdrawn: 0 };
  return { claim, modifiedAt: NOW - ageMs, now: NOW, givenBack: undefined, history };
}

/** The same after some generations that count towards hold-off. */
function after(counted: number, claim: NewestClaim): NewestClaim {
  return { ...claim, history: { ...claim.history, newest: counted, counted } };
}

/** The same, withdrawn after others that were withdrawn and some that count. */
function withdrawn(claim: NewestClaim, before: Partial<ClaimHistory> = {}): NewestClaim {
  return { ...claim, givenBack: "withdrawn", history: { ...claim.history, ...before } };
}

function stateOf(claim: NewestClaim) {
  return claimStateOf(claim, { instance: US, defaultLeaseMs: DEFAULT_LEASE, isDead });
}

describe("a claim", () => {
  it("is live for its lease and a margin of two seconds, on the store's clock", () => {
    expect(stateOf(claimed(0))).toEqual({ state: "live", remainingMs: 10 * SECOND + MARGIN });
    expect(stateOf(claimed(10 * SECOND))).toEqual({ state: "live", remainingMs: MARGIN });
    const last = stateOf(claimed(10 * SECOND + MARGIN - 1));
    expect(last).toEqual({ state: "live", remainingMs: 1 });
    const expired = { state: "open", reason: "expired" };
    expect(stateOf(claimed(10 * SECOND + MARGIN))).toEqual(expired);
    expect(stateOf(claimed(HOUR))).toEqual(expired);
  });

  it("is open immediately when released, dead, or of our own instance, whatever its lease", () => {
    const long = { leaseMs: 1e12 };
    for (const givenBack of ["released", "withdrawn"] as const) {
      const claim = { ...claimed(0, long), givenBack };
      expect(stateOf(claim)).toEqual({ state: "open", reason: givenBack });
    }
    const open = { state: "open", reason: "dead" };
    expect(stateOf(claimed(0, { ...long, owner: dead }))).toEqual(open);
    expect(stateOf(claimed(0, { ...long, owner: { ...live, instance: US } }))).toEqual(open);
  });

  it.each([
    ["another boot", { boot: "another" }],
    ["another pid namespace", { pidNamespace: "1" }],
    ["an unreadable boot id", { boot: undefined }],
    ["an unreadable pid namespace", { pidNamespace: undefined }],
  ])("of a process of %s is live until its lease expires", (_, unknown) => {
    const owner = { ...dead, ...unknown };
    expect(stateOf(claimed(0, { owner })).state).toBe("live");
    expect(stateOf(claimed(13 * SECOND, { owner }))).toMatchObject({ reason: "expired" });
  });

  it("is live for fifteen minutes at most, though its lease is 10^12 milliseconds", () => {
    const owner = { ...live, boot: "another" };
    const long = { leaseMs: 1e12, owner };
    expect(stateOf(claimed(0, long))).toMatchObject({ remainingMs: 15 * MINUTE + MARGIN });
    expect(stateOf(claimed(15 * MINUTE + MARGIN, long)).state).toBe("open");
    expect(stateOf(claimed(0, { leaseMs: Number.MAX_VALUE, owner }))).toMatchObject({
      remainingMs: 15 * MINUTE + MARGIN,
    });
  });

  it("has the default lease when its own is unreadable", () => {
    const unreadable = { nonce: undefined, leaseMs: undefined, owner: undefined };
    expect(stateOf(claimed(0, unreadable))).toMatchObject({ remainingMs: DEFAULT_LEASE + MARGIN });
    expect(stateOf(claimed(DEFAULT_LEASE + MARGIN, unreadable)).state).toBe("open");
  });

  it("dated a little ahead has age 0", () => {
    for (const ahead of [1, SECOND, DEFAULT_LEASE]) {
      const expected = { state: "live", remainingMs: 10 * SECOND + MARGIN };
      expect(stateOf(claimed(-ahead))).toEqual(expected);
    }
  });

  it("dated ahead by more than the margin has the default lease at most", () => {
    const long = { leaseMs: 10 * MINUTE };
    const capped = { state: "live", remainingMs: DEFAULT_LEASE + MARGIN };
    expect(stateOf(claimed(-MARGIN - 1, long))).toEqual(capped);
    expect(stateOf(claimed(-MARGIN, long))).toMatchObject({ remainingMs: 10 * MINUTE + MARGIN });
  });

  it("dated further ahead than that does not block at all", () => {
    for (const ahead of [DEFAULT_LEASE + 1, HOUR, 1e12]) {
      expect(stateOf(claimed(-ahead))).toEqual({ state: "open", reason: "expired" });
      expect(holdOffMs(after(8, claimed(-ahead)), DEFAULT_LEASE)).toBe(0);
    }
  });

  it("is open in the end, however far ahead it is dated and whatever its lease", () => {
    const latest = NOW + DEFAULT_LEASE + 15 * MINUTE + MARGIN;
    for (const ahead of [0, 10 * SECOND, DEFAULT_LEASE]) {
      const claim = { ...claimed(-ahead, { leaseMs: 1e12 }), now: latest };
      expect(stateOf(claim).state).toBe("open");
    }
  });
});

describe("the hold-off", () => {
  it("lets the first three generations follow each other without a pause", () => {
    expect([0, 1, 2].map((generation) => wait(generation))).toEqual([0, 0, 0]);
  });

  it("doubles from the lease with each generation from the third on, one hour at most", () => {
    const waits = [3, 4, 5, 6, 7].map((generation) => wait(generation) / SECOND);
    expect(waits).toEqual([20, 40, 80, 160, 320]);
    expect(wait(10)).toBe(2560 * SECOND);
    expect([11, 12, 100, 5_000].map((generation) => wait(generation))).toEqual(
      Array.from({ length: 4 }, () => HOUR),
    );
  });

  it("counts from the newest claim's time on", () => {
    expect(wait(3, 19 * SECOND)).toBe(SECOND);
    expect(wait(3, 20 * SECOND)).toBe(0);
    expect(wait(5_000, HOUR)).toBe(0);
  });

  it("uses the default lease when a lease is unreadable, and caps a huge one", () => {
    const unreadable = after(2, claimed(0, { leaseMs: undefined }));
    expect(holdOffMs(unreadable, DEFAULT_LEASE)).toBe(2 * DEFAULT_LEASE);
    expect(wait(3, 0, 1e12)).toBe(30 * MINUTE);
  });

  it("leaves withdrawn generations out, and is measured from the newest that counts", () => {
    const failures = { newest: 5, counted: 3, countedAt: NOW - 19 * SECOND, withdrawn: 2 };
    const newest = withdrawn(claimed(HOUR), failures);
    expect(holdOffMs(newest, DEFAULT_LEASE)).toBe(SECOND);
    expect(holdOffMs({ ...newest, givenBack: "released" }, DEFAULT_LEASE)).toBe(0);
    const two = { ...failures, newest: 4, counted: 2 };
    expect(holdOffMs(withdrawn(claimed(HOUR), two), DEFAULT_LEASE)).toBe(0);
  });
});

describe("the pause after claims that were withdrawn", () => {
  it("begins with the third, doubles, and is one minute at most", () => {
    const pauses = [0, 1, 2, 3, 4, 7, 8, 5_000].map((before) => {
      return holdOffMs(withdrawn(claimed(0), { withdrawn: before }), DEFAULT_LEASE) / SECOND;
    });
    expect(pauses).toEqual([0, 0, 2, 4, 8, 60, 60, 60]);
  });

  it("is over once the newest claim is old enough, or when that claim ended in another way", () => {
    expect(holdOffMs(withdrawn(claimed(MINUTE), { withdrawn: 99 }), DEFAULT_LEASE)).toBe(0);
    const expired = { ...withdrawn(claimed(0), { withdrawn: 99 }), givenBack: undefined };
    expect(holdOffMs(expired, DEFAULT_LEASE)).toBe(0);
  });
});

function wait(generation: number, ageMs = 0, leaseMs = 10 * SECOND): number {
  return holdOffMs(after(generation - 1, claimed(ageMs, { leaseMs })), DEFAULT_LEASE);
}
