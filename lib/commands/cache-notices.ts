import type { CacheEvent, CacheObserver, OpenReason } from "../cache/index.ts";
import { ClarityError } from "../errors.ts";
import { messageOf } from "../service/messages.ts";
import type { IndexFailure } from "../service/report-index.ts";
import { printError, type AnswerOptions, type Io } from "./io.ts";

/** Prints on standard error what the user must know about the cache: faults, and how it handled them. */
export function noticesTo(io: Io, options: AnswerOptions): CacheObserver {
  return (event) => {
    const text = noticeOf(event);
    if (text === undefined) return;
    const { type, key } = event;
    printError(io, { text, json: { event: type, cache_key: key, detail: text } }, options);
  };
}

const REASONS: Readonly<Record<OpenReason, string>> = {
  released: "failed",
  withdrawn: "was interrupted by a fault of the store or the machine, or its report was erased",
  dead: "has ended",
  expired: "did not finish in time",
};

/** Prints on standard error that a report is missing in the index. */
export function indexNoticesTo(io: Io, options: AnswerOptions): (failure: IndexFailure) => void {
  return ({ caseId, key, error }) => {
    const why = error instanceof ClarityError ? ` ${messageOf(error)}` : "";
    const text = `The report is stored, but not in the list of reports of ${caseId}; the next request for it tries again.${why}`;
    const json = { event: "index_failed", case_id: caseId, cache_key: key, detail: text };
    printError(io, { text, json }, options);
  };
}

/** Undefined for events of normal operation. */
function noticeOf(event: CacheEvent): string | undefined {
  switch (event.type) {
    case "hit":
    case "produced":
    case "stored":
    case "conflict":
      break;
    case "take_over":
      return `The process that was rendering this report ${REASONS[event.reason]}. Rendering it here (attempt ${event.generation + 1}).`;
    case "hold_off":
      return `Rendering this report failed ${event.generation} times. The next attempt is delayed.`;
    case "release_failed":
      return "The claim could not be released. Other processes wait until its lease expires.";
    case "production_failed":
      return "Rendering failed.";
    case "bad_object":
      return `The stored report ${event.key} is damaged in slot ${event.slot}. It stays there for inspection and is never served.`;
    case "determinism_fault":
      return `Rendering the same case again gave different bytes (SHA-256 ${event.produced}) than the stored report (${event.stored}). The stored report is used. This is a bug: please report it in the project's issue tracker.`;
  }
  return undefined;
}
