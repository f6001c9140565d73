import type { ApiProblem } from "../api/problem.ts";
import type { ReceivedReport } from "../api/received-report.ts";
import { type KnownStatus, type ReportState, isBusy, type WaitingState } from "./state.ts";

/** What happens to a report; `at` in milliseconds on one clock. */
export type ReportEvent =
  | { readonly type: "start"; readonly at: number }
  /** The status, requested in the background when the page opens or is shown again. */
  | { readonly type: "looked"; readonly status: KnownStatus }
  /** The request in the background failed. */
  | { readonly type: "not_looked"; readonly problem: ApiProblem }
  /** The status, requested as the first step of getting the report. */
  | { readonly type: "checked"; readonly status: KnownStatus }
  | { readonly type: "received"; readonly report: ReceivedReport; readonly at: number }
  | { readonly type: "refused"; readonly problem: ApiProblem; readonly at: number }
  | { readonly type: "due"; readonly at: number }
  | { readonly type: "cancel" };

/** The next effect; anything in progress is cancelled. */
export type ReportEffect =
  | { readonly type: "check" }
  | { readonly type: "ask"; readonly waitSeconds?: number }
  | { readonly type: "wake"; readonly after: number }
  | { readonly type: "stop" };

export interface Step {
  readonly state: ReportState;
  readonly effect?: ReportEffect;
}

export const UNASKED: ReportState = { name: "idle", cancelled: false };

/** Seconds that the page asks the service to wait for another render (`Prefer: wait`). */
export const WAIT_SECONDS = 20;
/** Milliseconds between two requests at most: the service's own waiting covers the time between. */
export const LONGEST_PAUSE = 20_000;
/** Milliseconds until the page stops waiting for another render. A lease lasts 15 minutes at most. */
export const PATIENCE = 15 * 60_000;
/** How often the page retries an unavailable service that sends `Retry-After`; after that the reader decides. */
export const MOST_REPEATS = 5;

/** The next state of a report, with its effect. Events that come too late change nothing. */
export function step(state: ReportState, event: ReportEvent): Step {
  switch (event.type) {
    case "start":
      return afterStart(state, event.at);
    case "looked":
      return { state: afterLook(state, event.status) };
    case "not_looked":
      return { state: afterFailedLook(state, event.problem) };
    case "checked":
      return afterCheck(state, event.status);
    case "received":
      return afterReport(state, event.report, event.at);
    case "refused":
      return afterRefusal(state, event.problem, event.at);
    case "due":
      return afterPause(state, event.at);
    case "cancel":
      return isBusy(state) ? { state: cancelled(state), effect: { type: "stop" } } : { state };
    default:
      return event satisfies never;
  }
}

function afterStart(state: ReportState, at: number): Step {
  if (isBusy(state)) return { state };
  return { state: { name: "checking", since: at }, effect: { type: "check" } };
}

function afterCheck(state: ReportState, status: KnownStatus): Step {
  const unknown = state.name === "waiting" && state.status === undefined;
  if (state.name !== "checking" && !unknown) return { state };
  return { state: { name: "rendering", since: state.since, status }, effect: { type: "ask" } };
}

function afterPause(state: ReportState, at: number): Step {
  if (state.name !== "waiting" || state.until === undefined) return { state };
  const asking = { ...state, until: undefined };
  if (state.status === undefined) return { state: asking, effect: { type: "check" } };
  if (state.cause === "unavailable") return { state: asking, effect: { type: "ask" } };
  return {
    state: { ...asking, heldUntil: at + WAIT_SECONDS * 1000 },
    effect: { type: "ask", waitSeconds: WAIT_SECONDS },
  };
}

function afterLook(state: ReportState, status: KnownStatus): ReportState {
  if (state.name === "idle") return { name: "idle", cancelled: state.cancelled, status };
  if (state.name !== "ready") return state;
  const { name, report } = state;
  if (report.cacheKey !== status.cacheKey) return { ...state, newerKey: status.cacheKey };
  return { name, report: { ...report, sha256: report.sha256 ?? status.sha256 }, status };
}

function afterFailedLook(state: ReportState, problem: ApiProblem): ReportState {
  return state.name === "idle" && state.status === undefined
    ? { ...state, unknown: problem }
    : state;
}

function cancelled(state: ReportState): ReportState {
  const status = statusIn(state);
  return { name: "idle", cancelled: true, ...(status === undefined ? {} : { status }) };
}

function afterReport(state: ReportState, received: ReceivedReport, at: number): Step {
  if (state.name !== "rendering" && state.name !== "waiting") return { state };
  const { status, since } = state;
  if (status === undefined) return { state };
  const { blob } = received;
  const known = received.cacheKey === undefined || received.cacheKey === status.cacheKey;
  const cacheKey = received.cacheKey ?? status.cacheKey;
  const report = {
    blob,
    cacheKey,
    sha256: received.sha256 ?? (known ? status.sha256 : undefined),
    // A redirect takes the headers with it: what was stored before has been a hit all the same.
    hit: received.hit ?? (status.ready && known ? true : undefined),
    took: at - since,
    size: blob.size,
    editedMeanwhile: !known,
  };
  // What the status says is about the report only if the case is still the same.
  return { state: { name: "ready", report, ...(known ? { status } : {}) } };
}

function afterRefusal(state: ReportState, problem: ApiProblem, at: number): Step {
  if (!isBusy(state)) return { state };
  const status = statusIn(state);
  const waiting = waitAfter(state, status, problem, at);
  if (waiting !== undefined) {
    return { state: waiting, effect: { type: "wake", after: waiting.until - at } };
  }
  const seconds = problem.retryAfterSeconds;
  const known = status === undefined ? {} : { status };
  const retry = seconds === undefined ? {} : { retryAt: at + seconds * 1000 };
  return { state: { name: "failed", problem, ...known, ...retry } };
}

/** The pause after a refusal; undefined if waiting would not help, or has not helped. */
function waitAfter(
  state: ReportState,
  status: KnownStatus | undefined,
  problem: ApiProblem,
  at: number,
): (WaitingState & { until: number }) | undefined {
  const since = "since" in state ? state.since : at;
  const cause = causeOf(problem);
  if (cause === undefined) return undefined;
  // A render by another process and an unavailable service are unrelated, so each has its own count.
  const before = state.name === "waiting" && state.cause === cause ? state.attempt : 0;
  const attempt = before + 1;
  if (cause === "unavailable" && attempt > MOST_REPEATS) return undefined;
  if (at - since >= PATIENCE) return undefined;
  const until = at + pause(attempt, problem.retryAfterSeconds);
  const known = status === undefined ? {} : { status };
  return { name: "waiting", since, ...known, attempt, cause, problem, until };
}

function causeOf({ status, retryAfterSeconds }: ApiProblem): WaitingState["cause"] | undefined {
  if (status === 409) return "rendered_elsewhere";
  const soon = retryAfterSeconds !== undefined && retryAfterSeconds * 1000 <= LONGEST_PAUSE;
  return status === 503 && soon ? "unavailable" : undefined;
}

/** Milliseconds: what the service asks for, at least twice as long each time, capped. */
export function pause(attempt: number, retryAfterSeconds: number | undefined): number {
  const growing = 1000 * 2 ** (attempt - 1);
  return Math.min(Math.max((retryAfterSeconds ?? 1) * 1000, growing), LONGEST_PAUSE);
}

function statusIn(state: ReportState): KnownStatus | undefined {
  return "status" in state ? state.status : undefined;
}
