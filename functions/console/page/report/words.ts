import { ADVICE, isErrorCode } from "../../../../lib/error-advice.ts";
import type { ApiProblem } from "../api/problem.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { GotReport, ReportState } from "./state.ts";

/** The words for a report: a headline, which screen readers read out when it changes, and a detail. */
export interface ReportWords {
  readonly headline: string;
  readonly detail: string;
}

/** The words of a state. They change with the state alone, so that a live region does not count seconds. */
export function reportWords(state: ReportState): ReportWords {
  switch (state.name) {
    case "idle":
      return idleWords(state);
    case "checking":
      return {
        headline: "Looking for a stored report",
        detail: "The service reads and hashes the case.",
      };
    case "rendering":
      return state.status.ready
        ? { headline: "Fetching the stored report", detail: "It was rendered before." }
        : { headline: "Rendering the report", detail: "It is rendered once and then stored." };
    case "waiting":
      return waitingWords(state);
    case "ready":
      return readyWords(state);
    case "failed":
      return { headline: state.problem.title, detail: state.problem.detail };
    default:
      return state satisfies never;
  }
}

function idleWords(state: Extract<ReportState, { name: "idle" }>): ReportWords {
  const { status, cancelled } = state;
  if (cancelled) {
    return {
      headline: "Cancelled",
      detail: "Stopped waiting. A render in progress will finish and be stored.",
    };
  }
  const refusal = foreseenRefusal(state);
  if (refusal !== undefined) return { headline: refusal.title, detail: refusal.detail };
  if (status === undefined)
    return {
      headline: "A PDF of this case",
      detail: "Its figures, tables and checks, with the data attached.",
    };
  return status.ready
    ? { headline: "A report is stored", detail: "It shows the case as it is now." }
    : {
        headline: "No report yet",
        detail: "None of the case as it is now: the first request renders it.",
      };
}

/**
 * Why the service refuses the report that the reader has not requested yet: a report must not be offered that no
 * request can get. Other problems may pass, and a request shows them.
 */
export function foreseenRefusal(state: ReportState): ApiProblem | undefined {
  if (state.name !== "idle" || state.unknown?.code !== "unreportable_case") return undefined;
  return state.unknown;
}

function waitingWords(state: Extract<ReportState, { name: "waiting" }>): ReportWords {
  if (state.cause === "unavailable") {
    return { headline: state.problem.title, detail: `${state.problem.detail} Trying again.` };
  }
  return {
    headline: "Another process is rendering this report",
    detail: "This page waits until it is stored.",
  };
}

/** The current activity, with the seconds that are left. */
export function progressWords(state: ReportState, now: number): string {
  if (state.name !== "waiting") return "Elapsed";
  const { until, heldUntil } = state;
  if (until !== undefined) return `Retrying in ${countdownWords(until - now)}`;
  if (heldUntil === undefined) return "Retrying";
  return heldUntil <= now
    ? "The service should respond now"
    : `Waiting for the service, ${countdownWords(heldUntil - now)} at most`;
}

function readyWords({ report, newerKey }: Extract<ReportState, { name: "ready" }>): ReportWords {
  const headline = `The report is ready, ${hitWords(report.hit)}`;
  if (newerKey !== undefined) {
    return {
      headline,
      detail: "The case was edited since. This report shows its earlier state.",
    };
  }
  if (report.editedMeanwhile) {
    return {
      headline,
      detail: "The case was edited in the meantime. This report shows its current state.",
    };
  }
  return { headline, detail: ORIGIN[report.hit === true ? "hit" : "miss"] };
}

const ORIGIN = {
  hit: "Every request for this state of the case gets the same bytes.",
  miss: "It is stored. Every request for this state of the case gets the same bytes.",
} as const;

/** Where the report came from. */
function hitWords(hit: GotReport["hit"]): string {
  if (hit === undefined) return "sent by the store";
  return hit ? "found in the store" : "freshly rendered";
}

/** What the reader can do about a problem. */
export function adviceOn({ kind, code, requestId }: ApiProblem): string {
  if (kind === "unreachable")
    return "Check that the service runs and the network is up, then try again.";
  if (kind === "too_slow") return "Try again: the request may have finished.";
  if (kind === "nonsense") return "Check that this page comes from the service, then try again.";
  if (requestId !== undefined)
    return `Report the request id ${requestId} to the service’s operator.`;
  return code !== undefined && isErrorCode(code)
    ? ADVICE[code]
    : "Try again, or report it to the service’s operator.";
}

/** Whether asking again can have another outcome. */
export function canRetry({ status, code }: ApiProblem): boolean {
  if (code === "unreportable_case" || status === undefined) return true;
  return status === 404 || status === 409 || status >= 429;
}

/** `0.4 s`, `12 s`, `2 min 5 s`. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.max(milliseconds, 0) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Whole seconds that are left, never less than one. */
export function countdownWords(milliseconds: number): string {
  // Tolerates a fraction: a countdown that is drawn a moment late would start one second too high.
  const seconds = Math.max(Math.ceil(milliseconds / 1000 - 0.2), 1);
  if (seconds < 60) return counted(seconds, "second");
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `812 bytes`, `97.3 KB`, `1.20 MB`, `1.10 GB`, in powers of a thousand. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return counted(bytes, "byte");
  if (bytes < 1e6) return `${(bytes / 1000).toFixed(1)} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(2)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
