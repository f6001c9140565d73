import type { ApiProblem } from "../api/problem.ts";

/** The state of a case's report before it is requested. */
export interface KnownStatus {
  readonly cacheKey: string;
  readonly ready: boolean;
  /** Of the stored report. */
  readonly sha256?: string | undefined;
  readonly size?: number | undefined;
  /** What a reader must know about the case before using its report. */
  readonly doubts?: readonly string[];
}

/** A report that is here. Times in milliseconds, size in bytes. */
export interface GotReport {
  readonly blob: Blob;
  readonly cacheKey: string;
  readonly sha256?: string | undefined;
  /** Whether it was a hit; undefined when the response does not say. */
  readonly hit: boolean | undefined;
  readonly took: number;
  readonly size: number;
  /** Whether the case was edited between the status and the report. */
  readonly editedMeanwhile: boolean;
}

/** Instants are milliseconds on the runner's clock; `since` is when the report was asked for. */
export type ReportState =
  | {
      readonly name: "idle";
      readonly status?: KnownStatus;
      readonly cancelled: boolean;
      /** Why the status could not be requested in the background. */
      readonly unknown?: ApiProblem;
    }
  | { readonly name: "checking"; readonly since: number }
  | { readonly name: "rendering"; readonly since: number; readonly status: KnownStatus }
  | WaitingState
  | {
      readonly name: "ready";
      readonly report: GotReport;
      readonly status?: KnownStatus;
      readonly newerKey?: string;
    }
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

/** What a citation calls the case. */
export interface StatedIdentity {
  /** Undefined if the case states none. */
  readonly id: string | undefined;
}

/** A stored report that the page offers, fetched already or not. */
export interface OfferedReport {
  readonly cacheKey: string;
  readonly sha256?: string | undefined;
  readonly size?: number | undefined;
  /** Undefined until the page has fetched it. */
  readonly blob?: Blob;
  /** Milliseconds that the page waited for it. */
  readonly took?: number;
}

/** The stored report, if there is one and the page does nothing about it. */
export function offerIn(state: ReportState): OfferedReport | undefined {
  if (state.name === "ready") return state.report;
  if (state.name !== "idle" || state.status?.ready !== true) return undefined;
  const { cacheKey, sha256, size } = state.status;
  return { cacheKey, sha256, size };
}

/** What speaks against the case whose report is offered or requested. */
export function doubtsIn(state: ReportState): readonly string[] {
  return ("status" in state ? state.status?.doubts : undefined) ?? [];
}

/** Whether the page knows whether a report is stored, or has tried to find out. */
export function isSettled(state: ReportState): boolean {
  return state.name !== "idle" || state.status !== undefined || state.unknown !== undefined;
}

/** The latest known key of the case; undefined before the first status. */
export function keyIn(state: ReportState): string | undefined {
  if (state.name === "ready") return state.newerKey ?? state.report.cacheKey;
  return "status" in state ? state.status?.cacheKey : undefined;
}
