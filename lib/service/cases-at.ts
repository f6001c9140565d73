import { listCases, type CaseList } from "../case/list-cases.ts";
import { ClarityError } from "../errors.ts";
import { systemErrorOf } from "../store/failures.ts";
import { openCases } from "../store/open-cases.ts";
import type { Place } from "../store/place.ts";
import { isAbsence } from "../store/file/read-file.ts";

/**
 * The cases at a place that the settings name.
 *
 * @throws ClarityError `misconfigured` for a folder that does not exist or cannot be listed; `store_unavailable`
 */
export async function casesAt(place: Place): Promise<CaseList> {
  try {
    return await listCases(openCases(place));
  } catch (cause) {
    if (place.kind === "bucket" || !(cause instanceof ClarityError)) throw cause;
    const reason = isAbsence(systemErrorOf(cause)) ? "cases_missing" : "cases_unlisted";
    throw new ClarityError("misconfigured", undefined, {
      reason,
      facts: { path: place.folder },
      cause,
    });
  }
}
