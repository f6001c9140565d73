import type { ProcessIdentity } from "../store/process-identity.ts";
import type { Claim } from "./claim.ts";
import type { ClaimHistory } from "./claim-history.ts";
import type { OpenReason } from "./events.ts";

/** The newest claim of a slot, as read from the store. All times are on the store's clock. */
export interface NewestClaim {
  readonly claim: Claim;
  readonly modifiedAt: number;
  readonly now: number;
  /** How its owner gave it back; undefined when it did not. */
  readonly givenBack: "released" | "withdrawn" | undefined;
  readonly history: ClaimHistory;
}

/** Who asks what a claim means, and what it knows. */
export interface ClaimReader {
  /** The reader's own cache instance. */
  readonly instance: string;
  /** The lease of a claim whose own lease cannot be read, in milliseconds. */
  readonly defaultLeaseMs: number;
  readonly isDead: (process: ProcessIdentity) => boolean;
}

type Age = Pick<NewestClaim, "modifiedAt" | "now">;

/** Whether a claim keeps other processes from producing, or is open to be taken over. */
export type ClaimState =
  | { readonly state: "live"; readonly remainingMs: number }
  | { readonly state: "open"; readonly reason: OpenReason };

/** Two machines may receive times from one store that differ by this much. */
const MARGIN_MS = 2_000;
/** Upper bound for any lease that is read from a claim. */
const MAX_LEASE_MS = 15 * 60 * 1000;
const MAX_HOLD_OFF_MS = 60 * 60 * 1000;
/** Generations 0 to 2 may follow each other at once. */
const FREE_GENERATIONS = 3;
const FIRST_PAUSE_MS = 1_000;
/** Short, because the store or the machine may work again at any moment. */
const MAX_PAUSE_MS = 60_000;

/**
 * The state of a slot's newest claim. A claim of the reader's own instance is open: the cache asks only from
 * within the one flight that the key has in its process, so the flight that made the claim has ended.
 */
export function claimStateOf(newest: NewestClaim, reader: ClaimReader): ClaimState {
  const { claim, givenBack } = newest;
  const { instance, defaultLeaseMs, isDead } = reader;
  if (givenBack !== undefined) return { state: "open", reason: givenBack };
  if (claim.owner !== undefined && (claim.owner.instance === instance || isDead(claim.owner))) {
    return { state: "open", reason: "dead" };
  }
  const leaseMs = leaseOf(newest, defaultLeaseMs);
  const remainingMs = leaseMs + MARGIN_MS - ageOf(newest, defaultLeaseMs);
  return remainingMs > 0 ? { state: "live", remainingMs } : { state: "open", reason: "expired" };
}

/** How long the next generation still has to wait, in milliseconds; 0 when it may follow at once. */
export function holdOffMs(newest: NewestClaim, defaultLeaseMs: number): number {
  return Math.max(
    failurePauseMs(newest, defaultLeaseMs),
    withdrawalPauseMs(newest, defaultLeaseMs),
  );
}

/** Keeps a key that kills every process that produces it from taking the whole service down. */
function failurePauseMs(newest: NewestClaim, defaultLeaseMs: number): number {
  const { history, givenBack, now } = newest;
  const isCounted = givenBack !== "withdrawn";
  const counted = history.counted + (isCounted ? 1 : 0);
  if (counted < FREE_GENERATIONS) return 0;
  const modifiedAt = isCounted ? newest.modifiedAt : history.countedAt;
  const leaseMs = leaseOf(newest, defaultLeaseMs);
  const requiredMs = Math.min(leaseMs * 2 ** (counted - 2), MAX_HOLD_OFF_MS);
  // A counted claim that was removed has no time of its own: it is at most as old as the newest.
  const at = modifiedAt ?? newest.modifiedAt;
  return Math.max(0, requiredMs - ageOf({ modifiedAt: at, now }, defaultLeaseMs));
}

/** Keeps a store that accepts claims but no results from having the same result produced endlessly. */
function withdrawalPauseMs(newest: NewestClaim, defaultLeaseMs: number): number {
  const { history, givenBack } = newest;
  const withdrawn = history.withdrawn + 1;
  if (givenBack !== "withdrawn" || withdrawn < FREE_GENERATIONS) return 0;
  const requiredMs = Math.min(FIRST_PAUSE_MS * 2 ** (withdrawn - 2), MAX_PAUSE_MS);
  return Math.max(0, requiredMs - ageOf(newest, defaultLeaseMs));
}

/** A claim that cannot be read, or is dated ahead of the store's clock, has at most the default lease. */
function leaseOf({ claim, modifiedAt, now }: NewestClaim, defaultLeaseMs: number): number {
  const isAhead = modifiedAt - now > MARGIN_MS;
  return Math.min(claim.leaseMs ?? defaultLeaseMs, isAhead ? defaultLeaseMs : MAX_LEASE_MS);
}

/**
 * Milliseconds since the claim was created. A claim dated ahead by up to a default lease has age 0: the
 * store's clocks disagree, and its time will come. A claim dated further ahead is infinitely old, because
 * waiting for it could mean waiting forever.
 */
function ageOf({ modifiedAt, now }: Age, defaultLeaseMs: number): number {
  const age = now - modifiedAt;
  return age < -defaultLeaseMs ? Number.POSITIVE_INFINITY : Math.max(0, age);
}
