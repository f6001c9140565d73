import type { ApiProblem } from "../api/problem.ts";

/** The state of a case's report before it is requested. */
export interface KnownStatus {
  readonly cacheKey: string;
  readonly ready: boolean;
}

/** A report that is here. Times in milliseconds, size in bytes. */
export interface GotReport {
  readonly blob: Blob;
  /** Undefined when neither the response nor the status has it. */
  readonly cacheKey: string | undefined;
  /** Whether it was a hit; undefined when the response does not say. */
  readonly hit: boolean | undefined;
  readonly took: number;
  readonly size: number;
  /** Whether the case was edited between the status and the report. */
  readonly editedMeanwhile: boolean;
}

/** Instants are milliseconds on the runner's clock; `since` is when the report was asked for. */
export type ReportState =
  | { readonly name: "idle"; readonly status?: KnownStatus; readonly cancelled: boolean }
  | { readonly name: "checking"; readonly since: number }
  | { readonly name: "rendering"; readonly since: number; readonly status: KnownStatus }
  | WaitingState
  | { readonly name: "ready"; readonly report: GotReport; readonly newerKey?: string }
  | {
      readonly name: "failed";
      readonly problem: ApiProblem;
      readonly status?: KnownStatus;
      /** The service would refuse an earlier request. */
      readonly retryAt?: number;
    };

export interface WaitingState {
  readonly name: "waiting";
  readonly since: number;
  /** Undefined if even this request failed. */
  readonly status?: KnownStatus;
  /** How many times in a row the service refused for this cause. */
  readonly attempt: number;
  /** Whether another process renders the report, or the service is unavailable. */
  readonly cause: "rendered_elsewhere" | "unavailable";
  readonly problem: ApiProblem;
  /** The time of the next request; undefined during a request. */
  readonly until: number | undefined;
  /** The latest time of the response when the service was asked to wait; otherwise undefined. */
  readonly heldUntil?: number;
}

export function isBusy(state: ReportState): boolean {
  return state.name === "checking" || state.name === "rendering" || state.name === "waiting";
}

/** The latest known key of the case; undefined before the first status. */
export function keyIn(state: ReportState): string | undefined {
  if (state.name === "ready") return state.newerKey ?? state.report.cacheKey;
  return "status" in state ? state.status?.cacheKey : undefined;
}
