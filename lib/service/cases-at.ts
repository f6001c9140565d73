import { listCases, type CaseList } from "../case/list-cases.ts";
import { ClarityError } from "../errors.ts";
import { systemErrorOf } from "../store/failures.ts";
import { openCases } from "../store/open-cases.ts";
import type { Place } from "../store/place.ts";
import { messageOf } from "./messages.ts";
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
    const message = isAbsence(systemErrorOf(cause))
      ? `the folder of cases does not exist: ${place.folder}.`
      : `the folder ${place.folder} cannot be listed. ${messageOf(cause, { kind: "command" })}`;
    throw new ClarityError("misconfigured", `ARTIFACT_ROOT: ${message}`, { cause });
  }
}
