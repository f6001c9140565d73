import { isDead } from "../store/process-identity.ts";
import type { Claim } from "./claim.ts";
import type { ClaimHistory } from "./claim-history.ts";
import type { OpenReason } from "./events.ts";

/** The newest claim of a slot, as read from the store. All times are on the store's clock. */
export interface StandingClaim {
  readonly claim: Claim;
  readonly modifiedAt: number;
  readonly now: number;
  /** How its owner gave it back; undefined when it did not. */
  readonly givenBack: "released" | "withdrawn" | undefined;
  readonly history: ClaimHistory;
}

type Age = Pick<StandingClaim, "modifiedAt" | "now">;

/** What a claim means to somebody else. */
export type Standing =
  | { readonly state: "live"; readonly remainingMs: number }
  | { readonly state: "open"; readonly reason: OpenReason };

/** Two machines' answers from one store may disagree by this much. */
const MARGIN_MS = 2_000;
/** Nobody's word blocks a key for longer: a lease of 10^12 ms counts as this. */
const MAX_LEASE_MS = 15 * 60 * 1000;
const MAX_HOLD_OFF_MS = 60 * 60 * 1000;
/** Generations 0 to 2 may follow each other at once. */
const FREE_GENERATIONS = 3;
const FIRST_PAUSE_MS = 1_000;
/** The store or the machine may be well again at any moment. */
const MAX_PAUSE_MS = 60_000;

/**
 * Whether a claim still stands in the way. `instance` is our own: a claim of ours is asked about only from
 * within the one flight that the key has in this process, so its own flight has ended.
 */
export function standingOf(
  standing: StandingClaim,
  instance: string,
  defaultLeaseMs: number,
): Standing {
  const { claim, givenBack } = standing;
  if (givenBack !== undefined) return { state: "open", reason: givenBack };
  if (claim.owner !== undefined && (claim.owner.instance === instance || isDead(claim.owner))) {
    return { state: "open", reason: "dead" };
  }
  const leaseMs = leaseOf(standing, defaultLeaseMs);
  const remainingMs = leaseMs + MARGIN_MS - ageOf(standing, defaultLeaseMs);
  return remainingMs > 0 ? { state: "live", remainingMs } : { state: "open", reason: "expired" };
}

/** How long the next generation has to wait still, in milliseconds; 0 when it may follow at once. */
export function holdOffMs(standing: StandingClaim, defaultLeaseMs: number): number {
  return Math.max(
    failurePauseMs(standing, defaultLeaseMs),
    withdrawalPauseMs(standing, defaultLeaseMs),
  );
}

/** A case that kills its renderer would otherwise take the service with it again and again. */
function failurePauseMs(standing: StandingClaim, defaultLeaseMs: number): number {
  const { history, givenBack, now } = standing;
  const isCounted = givenBack !== "withdrawn";
  const counted = history.counted + (isCounted ? 1 : 0);
  if (counted < FREE_GENERATIONS) return 0;
  const modifiedAt = isCounted ? standing.modifiedAt : history.countedAt;
  const leaseMs = leaseOf(standing, defaultLeaseMs);
  const requiredMs = Math.min(leaseMs * 2 ** (counted - 2), MAX_HOLD_OFF_MS);
  // Where the claim is gone, what it counts for is all that is known: it is as old as the newest.
  const at = modifiedAt ?? standing.modifiedAt;
  return Math.max(0, requiredMs - ageOf({ modifiedAt: at, now }, defaultLeaseMs));
}

/** A store that takes claims but no results would otherwise have the same result made without end. */
function withdrawalPauseMs(standing: StandingClaim, defaultLeaseMs: number): number {
  const { history, givenBack } = standing;
  const withdrawn = history.withdrawn + 1;
  if (givenBack !== "withdrawn" || withdrawn < FREE_GENERATIONS) return 0;
  const requiredMs = Math.min(FIRST_PAUSE_MS * 2 ** (withdrawn - 2), MAX_PAUSE_MS);
  return Math.max(0, requiredMs - ageOf(standing, defaultLeaseMs));
}

/** A claim that cannot be read, or is dated ahead of the store's clock, has the default lease at most. */
function leaseOf({ claim, modifiedAt, now }: StandingClaim, defaultLeaseMs: number): number {
  const isAhead = modifiedAt - now > MARGIN_MS;
  return Math.min(claim.leaseMs ?? defaultLeaseMs, isAhead ? defaultLeaseMs : MAX_LEASE_MS);
}

/**
 * Milliseconds since the claim was made. One dated up to a default lease ahead is as fresh as can be: the
 * store's clocks disagree, and its time will come. Anything dated further ahead is infinitely old, since
 * waiting for it could mean waiting for good.
 */
function ageOf({ modifiedAt, now }: Age, defaultLeaseMs: number): number {
  const age = now - modifiedAt;
  return age < -defaultLeaseMs ? Number.POSITIVE_INFINITY : Math.max(0, age);
}
