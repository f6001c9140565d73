import type { IndexFailure } from "../service/report-index.ts";
import { errorFields } from "./log-fields.ts";
import type { Log } from "./log.ts";

/** An entry of the index that could not be written becomes a log line. */
export function reportIndexLog(log: Log): (failure: IndexFailure) => void {
  return ({ caseId, key, error }) => {
    log("warn", "index_failed", { case_id: caseId, cache_key: key, ...errorFields(error) });
  };
}
