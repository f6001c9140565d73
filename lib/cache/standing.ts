import { isDead } from "../store/process-identity.ts";
import type { Claim } from "./claim.ts";
import type { OpenReason } from "./events.ts";

/** The newest claim of a slot, as read from the store. All times are on the store's clock. */
export interface StandingClaim {
  readonly claim: Claim;
  readonly modifiedAt: number;
  readonly now: number;
  readonly released: boolean;
}

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

/**
 * Whether a claim still stands in the way. `instance` is our own: a claim of ours is asked about only from
 * within the one flight that the key has in this process, so its own flight has ended.
 */
export function standingOf(
  standing: StandingClaim,
  instance: string,
  defaultLeaseMs: number,
): Standing {
  const { claim, released } = standing;
  if (released) return { state: "open", reason: "released" };
  if (claim.owner !== undefined && (claim.owner.instance === instance || isDead(claim.owner))) {
    return { state: "open", reason: "dead" };
  }
  const leaseMs = leaseOf(standing, defaultLeaseMs);
  const remainingMs = leaseMs + MARGIN_MS - ageOf(standing, defaultLeaseMs);
  return remainingMs > 0 ? { state: "live", remainingMs } : { state: "open", reason: "expired" };
}

/**
 * How long the generation after the newest claim has to wait still, in milliseconds; 0 when it may follow
 * at once. A case that kills its renderer would otherwise take the service with it again and again.
 */
export function holdOffMs(standing: StandingClaim, next: number, defaultLeaseMs: number): number {
  if (next < FREE_GENERATIONS) return 0;
  const leaseMs = leaseOf(standing, defaultLeaseMs);
  const requiredMs = Math.min(leaseMs * 2 ** (next - 2), MAX_HOLD_OFF_MS);
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
function ageOf({ modifiedAt, now }: StandingClaim, defaultLeaseMs: number): number {
  const age = now - modifiedAt;
  return age < -defaultLeaseMs ? Number.POSITIVE_INFINITY : Math.max(0, age);
}
