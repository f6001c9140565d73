import type { CacheEvent, CacheObserver, OpenReason } from "../cache/index.ts";
import { tell, type AnswerOptions, type Io } from "./io.ts";

/** Tells on standard error what a cache's user has to know of: what went wrong, and what was done about it. */
export function noticesTo(io: Io, options: AnswerOptions): CacheObserver {
  return (event) => {
    const text = noticeOf(event);
    if (text === undefined) return;
    const { type, key } = event;
    tell(io, { text, json: { event: type, cache_key: key, detail: text } }, options);
  };
}

const REASONS: Readonly<Record<OpenReason, string>> = {
  released: "failed",
  withdrawn: "was interrupted by a fault of the store or the machine, or its report was erased",
  dead: "is gone",
  expired: "did not finish in time",
};

/** Undefined for what is the ordinary course of things. */
function noticeOf(event: CacheEvent): string | undefined {
  switch (event.type) {
    case "hit":
    case "produced":
    case "conflict":
      break;
    case "take_over":
      return `Whoever was rendering this report ${REASONS[event.reason]}: rendering it here (attempt ${event.generation + 1}).`;
    case "hold_off":
      return `Rendering this report was begun ${event.generation} times before. The next attempt has to wait.`;
    case "release_failed":
      return "The right to render could not be given back: others have to wait until its lease has run out.";
    case "production_failed":
      return "Rendering failed.";
    case "bad_object":
      return `The stored report ${event.key} is damaged in slot ${event.slot}. It is left there for inspection and never served.`;
    case "determinism_fault":
      return `The same case gave other bytes here (SHA-256 ${event.produced}) than those that are stored (${event.stored}). The stored ones are used. This is a bug: please report it in the project's issue tracker.`;
  }
  return undefined;
}
