import type { KeyMemoryFailure } from "../case/key-memory.ts";
import { errorFields } from "./log-fields.ts";
import type { Log } from "./log.ts";

/** A remembered key that could not be used or stored becomes a log line. */
export function keyMemoryLog(log: Log): (failure: KeyMemoryFailure) => void {
  return ({ caseId, reason, error }) => {
    const cause = error === undefined ? {} : errorFields(error);
    log("warn", "key_memory_failed", { case_id: caseId, reason, ...cause });
  };
}
